// What the value of a parameter may be, as far as it can be seen before anything is built. The template's own checks see the rest.
import { SETTINGS } from '../../edge/core/config.ts';

interface Rule {
  /** To follow "must be". */
  readonly allowed: string;
  readonly isRight: (text: string) => boolean;
}

const SWITCH: Rule = { allowed: 'on or off', isRight: (text) => text === 'on' || text === 'off' };
const WHOLE_NUMBER: Rule = { allowed: 'a whole number', isRight: (text) => /^\d+$/.test(text) };
/** Of a version of a secret: ClientRequestToken in API_CreateSecret.html. Empty is none. */
const VERSION: Rule = { allowed: 'the id of a version of the secret', isRight: (text) => /^[A-Za-z0-9-]{32,64}$/.test(text) };
const HOST = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])$/;

/** Beyond what the default says of its kind. */
export const RULES: Readonly<Record<string, Rule>> = {
  domain: { allowed: 'a host name in lower case, such as social.app.com', isRight: (text) => HOST.test(text) },
  certificateArn: {
    allowed: 'the ARN of a certificate in us-east-1',
    isRight: (text) => /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/\S+$/.test(text),
  },
  hostedZoneId: { allowed: 'the id of a hosted zone, such as Z0123456789ABC', isRight: (text) => /^Z[A-Z0-9]{1,31}$/.test(text) },
  imageHosts: ruleOf(SETTINGS.imageHosts),
  budgetMs: ruleOf(SETTINGS.budgetMs),
  rotationDays: { allowed: 'a number of days from 1 to 1000', isRight: (text) => /^([1-9]\d{0,2}|1000)$/.test(text) },
  alarmEmail: { allowed: 'a mail address', isRight: (text) => /^[^\s@,]+@[^\s@,]+$/.test(text) },
  monthlyBudget: { allowed: 'a number of USD, or off', isRight: (text) => /^(off|\d+(\.\d+)?)$/.test(text) },
  pictureEventsEmail: { allowed: 'a mail address', isRight: (text) => /^[^\s@,]+@[^\s@,]+$/.test(text) },
  bucketLogDays: {
    allowed: 'a number of days from 1 to 3650',
    isRight: (text) => /^[1-9]\d{0,3}$/.test(text) && Number(text) <= 3650,
  },
  signingKeysVersion: VERSION,
  pageKeysVersion: VERSION,
  commit: ruleOf(SETTINGS.commit),
  functionSuffix: {
    allowed: 'a hyphen and a number of at most two digits, such as -2',
    isRight: (text) => /^-\d{1,2}$/.test(text),
  },
};

function ruleOf({ allowed, parse }: { readonly allowed: string; readonly parse: (text: string) => unknown }): Rule {
  return { allowed, isRight: (text) => parse(text) !== undefined };
}

/** What the value must be, if it is not; undefined if nothing can be said against it. */
export function problemOfValue(name: string, value: unknown, initial: unknown): string | undefined {
  const text = String(value);
  // A variable is for osls to resolve; one that is empty is not set.
  if (value === null || /\$\{/.test(text) || (text === '' && initial === '')) return undefined;
  if (typeof value === 'object') return 'one value';
  const rule = RULES[name] ?? ruleByDefault(String(initial));
  return rule === undefined || rule.isRight(text) ? undefined : rule.allowed;
}

function ruleByDefault(initial: string): Rule | undefined {
  if (SWITCH.isRight(initial)) return SWITCH;
  return WHOLE_NUMBER.isRight(initial) ? WHOLE_NUMBER : undefined;
}
