// What the value of each parameter may be: checked before anything is built, and shown in docs/6-configure.md.
import { createRequire } from 'node:module';
import { SETTINGS } from '../../edge/core/config.ts';
import { areHosts, areOrigins, isHostOfYours, isMailAddress } from './hosts.ts';

export interface Rule {
  /** To follow "must be". */
  readonly allowed: string;
  readonly isRight: (text: string) => boolean;
}

const SWITCH: Rule = { allowed: 'on or off', isRight: (text) => text === 'on' || text === 'off' };

/** Digits as a person writes them: no sign, no zero in front, no power of ten, which readers further down take for different numbers. */
function whole(min: number, max: number, unit = ''): Rule {
  return {
    allowed: `a whole number from ${min} to ${max}${unit && ` ${unit}`}`,
    isRight: (text) => /^(0|[1-9]\d*)$/.test(text) && Number(text) >= min && Number(text) <= max,
  };
}

function ofSetting({ allowed, parse }: { readonly allowed: string; readonly parse: (text: string) => unknown }): Rule {
  return { allowed, isRight: (text) => parse(text) !== undefined };
}

/** Values that CloudWatch Logs takes (API_PutRetentionPolicy.html). */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
/** A sandbox that draws takes 334 MB (docs/11-performance.md), and two photos of 50 megapixels 200 MB each while they are decoded. */
const MIN_DRAWING_MEMORY_MB = 1024;
/** Lambda's most (gettingstarted-limits.html). */
const MAX_MEMORY_MB = 10_240;
/** Of WAF's rate-based rules (API_RateBasedStatement.html). */
const [MIN_RATE, MAX_RATE] = [10, 2_000_000_000];
/** Of a rotation schedule (API_RotationRulesType.html). */
const MAX_ROTATION_DAYS = 1000;
/** Of what an event source mapping of a queue takes (API_ScalingConfig.html). */
const [MIN_CONCURRENCY, MAX_CONCURRENCY] = [2, 1000];
/** More than any alarm here should wait for. */
const MAX_SURGE = 1_000_000_000;
/** Of an origin custom header (cloudfront-limits.html). */
const MAX_HEADER_CHARACTERS = 1783;
/** An alarm's description has 1,024 (API_PutMetricAlarm.html), of which ours leave so many. */
const MAX_RUNBOOK_CHARACTERS = 800;

/** Ten years. */
const MAX_BUCKET_LOG_DAYS = 3650;

/** Of a version of a secret: ClientRequestToken in API_CreateSecret.html. */
const VERSION: Rule = { allowed: 'the id of a version of the secret', isRight: (text) => /^[A-Za-z0-9-]{32,64}$/.test(text) };
const HOST_NAME: Rule = {
  allowed: 'a host name in lower case, such as social.app.com: of yours, not of AWS, and letters beyond ASCII in Punycode',
  isRight: isHostOfYours,
};
const CERTIFICATE: Rule = {
  allowed: 'the ARN of an ACM certificate in us-east-1, such as arn:aws:acm:us-east-1:123456789012:certificate/…',
  isRight: (text) => /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
};
const MAIL_ADDRESS: Rule = { allowed: 'one mail address, such as ops@app.com', isRight: isMailAddress };

const { lifecycleOf } = createRequire(import.meta.url)('../../infra/picture-lifecycle.cjs') as {
  readonly lifecycleOf: (retiredVersions: string, inUse: readonly string[]) => unknown;
}; // osls wants CommonJS

/** Every parameter of serverless.yml. Where the default is empty, empty is allowed too, and means none. */
export const RULES: Readonly<Record<string, Rule>> = {
  domain: HOST_NAME,
  certificateArn: CERTIFICATE,
  hostedZoneId: {
    allowed: 'the id of a hosted zone in Route 53, such as Z0123456789ABC, without /hostedzone/',
    isRight: (text) => /^Z[A-Z0-9]{1,31}$/.test(text),
  },
  imageHosts: {
    allowed: `${SETTINGS.imageHosts.allowed}, at most ${MAX_HEADER_CHARACTERS} characters, letters beyond ASCII in Punycode`,
    isRight: (text) =>
      /^[\x20-\x7e]+$/.test(text) && text.length <= MAX_HEADER_CHARACTERS && areHosts(SETTINGS.imageHosts.parse(text) ?? []),
  },
  budgetMs: {
    ...ofSetting(SETTINGS.budgetMs),
    isRight: (text) => /^[1-9]/.test(text) && SETTINGS.budgetMs.parse(text) !== undefined,
  },
  drawingMemoryMb: whole(MIN_DRAWING_MEMORY_MB, MAX_MEMORY_MB, 'MB, of which a new account may use 3008'),
  retiredVersions: {
    allowed: 'design versions of 12 hex digits in lower case, at most 998, separated by commas',
    isRight: (text) => !throws(() => lifecycleOf(text, [])) && /[0-9a-f]/.test(text),
  },
  bucketLogDays: whole(1, MAX_BUCKET_LOG_DAYS, 'days'),
  logDays: {
    allowed: `one of the days that CloudWatch Logs knows: ${LOG_DAYS.join(', ')}`,
    isRight: (text) => LOG_DAYS.some((days) => String(days) === text),
  },
  runbook: {
    // CloudFormation takes {{resolve:…}} for a reference of its own.
    allowed: `an http or https address without #, braces and spaces, at most ${MAX_RUNBOOK_CHARACTERS} characters`,
    isRight: (text) =>
      /^https?:\/\/[^\s#"\\{}\p{Cc}]+$/u.test(text) && URL.canParse(text) && text.length <= MAX_RUNBOOK_CHARACTERS,
  },
  pictureKey: SWITCH,
  accessLogs: SWITCH,
  trafficLogs: SWITCH,
  viewerAddresses: SWITCH,
  firewall: { allowed: 'off, count or on', isRight: (text) => ['off', 'count', 'on'].includes(text) },
  firewallLogs: SWITCH,
  dnsLogs: SWITCH,
  rateLimit: whole(MIN_RATE, MAX_RATE, 'requests'),
  rotationDays: whole(1, MAX_ROTATION_DAYS, 'days'),
  alarms: SWITCH,
  alarmEmail: MAIL_ADDRESS,
  requestSurge: whole(1, MAX_SURGE, 'requests'),
  drawSurge: whole(1, MAX_SURGE, 'cards'),
  drawBrake: {
    allowed: `${whole(1, MAX_SURGE, 'cards').allowed} a minute, or off`,
    isRight: (text) => text === 'off' || whole(1, MAX_SURGE, 'cards').isRight(text),
  },
  dashboard: SWITCH,
  monthlyBudget: {
    allowed: 'an amount of USD, such as 50 or 49.90, or off',
    isRight: (text) => text === 'off' || text === '0' || (/^(0|[1-9]\d{0,8})(\.\d{1,2})?$/.test(text) && Number(text) > 0),
  },
  pictureEvents: SWITCH,
  pictureEventsEmail: MAIL_ADDRESS,
  auditTrail: SWITCH,
  bucketGuard: SWITCH,
  prerender: SWITCH,
  prerenderConcurrency: whole(MIN_CONCURRENCY, MAX_CONCURRENCY, 'functions'),
  photos: SWITCH,
  photoConcurrency: whole(MIN_CONCURRENCY, MAX_CONCURRENCY, 'functions'),
  photoApiConcurrency: whole(1, MAX_CONCURRENCY, 'functions'),
  photoDetector: { allowed: 'embedded or rekognition', isRight: (text) => ['embedded', 'rekognition'].includes(text) },
  photoHeic: SWITCH,
  photoMasters: SWITCH,
  photoOrigins: {
    allowed: 'origins such as https://cms.app.com, at most 100, separated by commas without spaces, each without a path',
    isRight: areOrigins,
  },
  photoSite: SWITCH,
  photoSiteConcurrency: whole(1, MAX_CONCURRENCY, 'functions'),
  photoDomain: HOST_NAME,
  photoCertificateArn: CERTIFICATE,
  roleBoundary: SWITCH,
  signingKeysVersion: VERSION,
  pageKeysVersion: VERSION,
  commit: ofSetting(SETTINGS.commit),
  functionSuffix: {
    allowed: 'a hyphen and a number of at most two digits, such as -2',
    isRight: (text) => /^-\d{1,2}$/.test(text),
  },
  leftVersions: {
    allowed: 'the numbers of two versions, such as 7-0, or none',
    isRight: (text) => text === 'none' || /^\d{1,9}-\d{1,9}$/.test(text),
  },
};

function throws(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch {
    return true;
  }
}

/** What the value must be, if it is not; undefined if nothing can be said against it. */
export function problemOfValue(name: string, value: unknown, initial: unknown): string | undefined {
  const text = String(value);
  // osls takes the default for a null, and resolves a variable itself; one that is empty is not set.
  if (value === null) return undefined;
  // Before it is looked at as a text, which an empty list has as well.
  if (typeof value === 'object') return 'one value';
  if (isVariable(text) || (text === '' && initial === '')) return undefined;
  const rule = RULES[name] ?? ruleByDefault(String(initial));
  return rule === undefined || rule.isRight(text) ? undefined : rule.allowed;
}

/**
 * What osls resolves, such as ${env:NAME} and ${file(stage.yml):domain}. It passes ${AWS::Region}, ${name} and $${…} on to CloudFormation,
 * to which most parameters are plain text.
 */
export function isVariable(text: string): boolean {
  return /(?<!\$)\$\{[A-Za-z][\w-]*(\(|:(?!:)).*\}/s.test(text);
}

/** Of parameters that a team has added. */
function ruleByDefault(initial: string): Rule | undefined {
  if (SWITCH.isRight(initial)) return SWITCH;
  return /^\d+$/.test(initial) ? whole(0, Number.MAX_SAFE_INTEGER) : undefined;
}
