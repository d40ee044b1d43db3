// The user's own AWS settings, which every call to AWS respects. What the SDK would pass over in silence, or end with a stack for, is refused
// here by its name.
import { AwsError } from './aws.ts';
import { type Environment, readProfile } from './profiles.ts';

interface Setting {
  readonly variable: string;
  /** In ~/.aws/config. */
  readonly key?: string;
  readonly form: RegExp;
  /** After "must be". */
  readonly allowed: string;
  readonly secret?: boolean;
}

const SWITCH = { form: /^(true|false)$/, allowed: 'true or false' };
const CHECKSUM = { form: /^when_(supported|required)$/i, allowed: 'when_supported or when_required' };
/** A header takes no other characters. */
const ASCII = { form: /^[!-~]+$/, allowed: 'of ASCII characters without spaces', secret: true };
const ADDRESS = { form: /^https?:\/\/[^\s/]+/, allowed: 'an address that begins with https:// or http://' };

const SETTINGS: readonly Setting[] = [
  { variable: 'AWS_USE_FIPS_ENDPOINT', key: 'use_fips_endpoint', ...SWITCH },
  { variable: 'AWS_USE_DUALSTACK_ENDPOINT', key: 'use_dualstack_endpoint', ...SWITCH },
  { variable: 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', key: 'ignore_configured_endpoint_urls', ...SWITCH },
  { variable: 'AWS_MAX_ATTEMPTS', key: 'max_attempts', form: /^[1-9]\d*$/, allowed: 'a whole number from 1' },
  { variable: 'AWS_RETRY_MODE', key: 'retry_mode', form: /^(standard|adaptive|legacy)$/, allowed: 'standard or adaptive' },
  {
    variable: 'AWS_DEFAULTS_MODE',
    key: 'defaults_mode',
    form: /^(auto|standard|in-region|cross-region|mobile|legacy)$/i,
    allowed: 'auto, standard, in-region, cross-region, mobile or legacy',
  },
  { variable: 'AWS_REQUEST_CHECKSUM_CALCULATION', key: 'request_checksum_calculation', ...CHECKSUM },
  { variable: 'AWS_RESPONSE_CHECKSUM_VALIDATION', key: 'response_checksum_validation', ...CHECKSUM },
  { variable: 'AWS_ENDPOINT_URL', key: 'endpoint_url', ...ADDRESS },
  { variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', ...ADDRESS },
  { variable: 'AWS_ACCESS_KEY_ID', key: 'aws_access_key_id', ...ASCII },
  { variable: 'AWS_SESSION_TOKEN', key: 'aws_session_token', ...ASCII },
];

/** For a client of the SDK: `new S3Client(clientSettings(region))`. Throws AwsError `BadSetting`. */
export function clientSettings(region: string, env: Environment = process.env): { readonly region: string } {
  const { values, file } = readProfile(env);
  for (const setting of SETTINGS) {
    for (const name of variablesOf(setting, env)) check(setting, name, env[name]);
    if (setting.key !== undefined) check(setting, `${setting.key} in ${file}`, values[setting.key]);
  }
  return { region };
}

/** A service may have an address of its own. */
function variablesOf({ variable }: Setting, env: Environment): readonly string[] {
  if (variable !== 'AWS_ENDPOINT_URL') return [variable];
  return Object.keys(env).filter((name) => name === variable || name.startsWith(`${variable}_`));
}

function check({ form, allowed, secret }: Setting, where: string, value: string | undefined): void {
  if (!value || form.test(value)) return;
  throw new AwsError('BadSetting', `${where} must be ${allowed}${secret ? '.' : `; got ${JSON.stringify(value)}.`}`);
}
