// The policy that comes with a form: its signer says what may be stored, where, and how long.
// Source: "Creating a POST Policy (AWS Signature Version 4)" in Amazon's S3 API reference.
import { S3Error } from './errors.ts';
import type { PostedForm } from './form-fields.ts';
import { type Credentials, checkOwner, matches, sign } from './signature.ts';

/** Needs no condition: these fields are the policy, its proof, and the file. */
const FREE_FIELDS = /^(policy|x-amz-signature|x-ignore-.*|file)$/;

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly unknown[];
}

/** Throws the S3Error that S3 answers to a form that these credentials did not allow, or not now. */
export function checkPolicy({ fields, file }: PostedForm, bucket: string, credentials: Credentials, nowMs: number): void {
  const signed = fields.get('policy');
  if (signed === undefined) throw new S3Error('AccessDenied');
  const value = (name: string) => fields.get(name) ?? '';
  if (value('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') throw new S3Error('AccessDenied');
  const date = value('x-amz-date');
  checkOwner(value('x-amz-credential'), date, credentials, 'InvalidArgument');
  if (!matches(sign(signed, date, credentials), value('x-amz-signature'))) throw new S3Error('SignatureDoesNotMatch');
  const { expiration, conditions } = readPolicy(signed);
  if (!(Date.parse(expiration) > nowMs)) throw denied('Policy expired.');
  const values = new Map([...fields, ['bucket', bucket]]);
  const met = conditions.map((condition) => metBy(condition, values, file.length));
  const extra = [...fields.keys()].filter((name) => !FREE_FIELDS.test(name) && name !== 'bucket' && !met.includes(name));
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`);
  // S3 takes no policy that leaves the bucket or the key open.
  if (!met.includes('bucket') || !met.includes('key')) throw denied('Policy does not name bucket and key');
}

function readPolicy(signed: string): Policy {
  try {
    const policy = JSON.parse(Buffer.from(signed, 'base64').toString('utf8')) as Partial<Policy>; // looked at next
    const { expiration, conditions } = policy;
    if (typeof expiration === 'string' && Array.isArray(conditions)) return { expiration, conditions };
  } catch (cause) {
    throw new S3Error('InvalidPolicyDocument', { cause });
  }
  throw new S3Error('InvalidPolicyDocument');
}

/** The lower-case name of the field that the condition is about; throws S3Error if it is not met. */
function metBy(condition: unknown, values: ReadonlyMap<string, string>, bytes: number): string {
  if (!Array.isArray(condition)) {
    const [[name = '', value] = []] = Object.entries((condition ?? {}) as Readonly<Record<string, unknown>>);
    return fieldMet(condition, name, (field) => field === value, values);
  }
  const [operator, name, value] = condition as readonly unknown[];
  if (operator === 'content-length-range') {
    if (bytes < Number(name)) throw new S3Error('EntityTooSmall');
    if (bytes > Number(value)) throw new S3Error('EntityTooLarge');
    return '';
  }
  const field = String(name).replace(/^\$/, '');
  if (operator === 'eq') return fieldMet(condition, field, (text) => text === value, values);
  if (operator === 'starts-with') return fieldMet(condition, field, (text) => text.startsWith(String(value)), values);
  throw new S3Error('InvalidPolicyDocument');
}

function fieldMet(
  condition: unknown,
  name: string,
  isMet: (value: string) => boolean,
  values: ReadonlyMap<string, string>,
): string {
  const field = name.toLowerCase();
  if (!isMet(values.get(field) ?? '')) throw denied(`Policy Condition failed: ${JSON.stringify(condition)}`);
  return field;
}

function denied(why: string): S3Error {
  return new S3Error('AccessDenied', { message: `Invalid according to Policy: ${why}` });
}
