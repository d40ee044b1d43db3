// Configuration comes in CloudFront's origin custom headers, so that one zip serves every stage.
import { CardError } from '../../card-schema/errors.ts';
import { isValidSecret } from '../../card-schema/valid-secret.ts';
import { memoizeLast } from './memo.ts';
import { DEFAULT_BUDGET_MS, MAX_BUDGET_MS, MIN_BUDGET_MS } from './time-limits.ts';

export interface Config {
  /** Of the deployment: its name is on every line of the log and a dimension of every metric. */
  readonly stage: string;
  readonly bucket: string;
  readonly bucketRegion: string;
  /** Origin of the card site, without a slash at the end. */
  readonly site: string;
  readonly imageHosts: readonly string[];
  /** In the same Region; empty: the deployment has no photos. */
  readonly photoBucket: string;
  readonly budgetMs: number;
  /** The first signs; all are accepted. */
  readonly signingKeys: readonly string[];
  readonly pageKeys: readonly string[];
  /** What was deployed, for the log and for who asks whether it runs already. */
  readonly commit: string;
}

interface Setting<T> {
  readonly header: string;
  readonly allowed: string;
  readonly parse: (text: string) => T | undefined;
  readonly initial?: T;
}

/** Keys of the local stack, which everyone can read here. Refused unless `x-card-development-keys: allowed` is set. */
export const DEVELOPMENT_KEYS = {
  signing: 'edgecard-development-signing-key',
  page: 'edgecard-development-page-key',
} as const;

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
/** As addresses of images have it: in lower case, letters beyond ASCII in Punycode. Undefined for what is not a host's name. */
const hostName = (text: string) => {
  const isName = /^[^\s:/\\?#@[\]]+$/.test(text) && URL.canParse(`https://${text}`);
  const { hostname = '' } = isName ? new URL(`https://${text}`) : {};
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname) ? hostname : undefined;
};
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const matching = (shape: RegExp) => (text: string) => (shape.test(text) ? text : undefined);
const keys = (text: string) => (list(text).length > 0 && list(text).every(isValidSecret) ? list(text) : undefined);
/** Braces are refused because a reference that was not resolved would be a key, known to everyone who can read the template. */
const KEYS = 'keys of at least 16 characters, without braces or quotation marks, separated by commas';

/** Every setting: its header, what it may be, and what it is when the header is missing. */
export const SETTINGS: { readonly [K in keyof Config]: Setting<Config[K]> } = {
  stage: {
    header: 'x-card-stage',
    allowed: 'the stage’s name: letters, digits and hyphens, at most 64',
    parse: matching(/^[A-Za-z0-9-]{1,64}$/),
    initial: 'local',
  },
  bucket: { header: 'x-card-bucket', allowed: 'an S3 bucket name', parse: matching(BUCKET_NAME) },
  bucketRegion: {
    header: 'x-card-bucket-region',
    allowed: 'an AWS Region such as us-east-1',
    parse: matching(/^[a-z]{2}(-[a-z]+)+-\d$/),
  },
  site: {
    header: 'x-card-site',
    allowed: 'the card site’s origin, https (http on 127.0.0.1 only), without a path',
    parse: matching(/^(https:\/\/[a-z0-9.-]+(:\d+)?|http:\/\/127\.0\.0\.1:\d+)$/),
  },
  imageHosts: {
    header: 'x-card-image-hosts',
    allowed: 'host names separated by commas',
    parse: (text) => {
      const hosts = list(text).map(hostName);
      return hosts.every((host) => host !== undefined) ? hosts : undefined;
    },
    initial: [],
  },
  photoBucket: {
    header: 'x-card-photo-bucket',
    allowed: 'an S3 bucket name, or empty where there are no photos',
    parse: matching(BUCKET_NAME),
    initial: '',
  },
  budgetMs: {
    header: 'x-card-budget-ms',
    allowed: `milliseconds from ${MIN_BUDGET_MS} to ${MAX_BUDGET_MS}`,
    parse: (text) => {
      const ms = /^\d{4,5}$/.test(text) ? Number(text) : 0;
      return ms >= MIN_BUDGET_MS && ms <= MAX_BUDGET_MS ? ms : undefined;
    },
    initial: DEFAULT_BUDGET_MS,
  },
  signingKeys: {
    header: 'x-card-signing-keys',
    allowed: `${KEYS}; without any, signed templates refuse`,
    parse: keys,
    initial: [],
  },
  pageKeys: { header: 'x-card-page-keys', allowed: KEYS, parse: keys },
  commit: {
    header: 'x-card-commit',
    allowed: 'a commit: at most 64 letters, digits and hyphens',
    parse: matching(/^[A-Za-z0-9-]{1,64}$/),
    initial: 'unknown',
  },
};

/** Secrets are named in a complaint, never quoted. */
const SECRET: ReadonlySet<string> = new Set(['signingKeys', 'pageKeys']);

/** Origin custom headers, lower-case name → value. */
export type ConfigHeaders = Readonly<Record<string, string>>;

/** Throws one CardError `bad_config` that lists every problem. */
export function parseConfig(headers: ConfigHeaders): Config {
  const problems: string[] = [];
  const entries = Object.entries(SETTINGS).map(([name, setting]) => {
    const { header, allowed, parse, initial } = setting as Setting<unknown>; // one row of many types
    const text = headers[header];
    const value = text === undefined || text === '' ? initial : parse(text);
    if (value === undefined) {
      const got = SECRET.has(name) ? 'something else' : JSON.stringify(text);
      problems.push(text ? `${header} must be ${allowed}; got ${got}.` : `${header} is missing: give ${allowed}.`);
    }
    return [name, value] as const;
  });
  const config = Object.fromEntries(entries) as unknown as Config; // complete, or problems say what is not
  if (headers['x-card-development-keys'] !== 'allowed' && holdsDevelopmentKey(config)) {
    problems.push(
      'The development keys are public: set keys of your own, or x-card-development-keys: allowed on your own machine.',
    );
  }
  if (problems.length > 0) throw new CardError('bad_config', `Bad configuration. ${problems.join(' ')}`);
  return config;
}

/** One setting alone, which the log wants whatever else is wrong. */
export function settingOf(name: 'stage' | 'commit', headers: ConfigHeaders): string {
  const { header, parse, initial = '' } = SETTINGS[name];
  return parse(headers[header] ?? '') ?? initial;
}

/** Parses each distinct set of headers once. */
export function createConfigParser(): (headers: ConfigHeaders) => Config {
  return memoizeLast((headers) => JSON.stringify(headers), parseConfig);
}

function holdsDevelopmentKey({ signingKeys = [], pageKeys = [] }: Partial<Config>): boolean {
  return [...signingKeys, ...pageKeys].some((key) => key === DEVELOPMENT_KEYS.signing || key === DEVELOPMENT_KEYS.page);
}
