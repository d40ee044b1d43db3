// Names of hosts, and what is made of them, in the values of parameters.

/** A label has 63 characters, a name 253 (RFC 1035); the last label is no number, or it would be an address. */
const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
/** Names that AWS gives out; a certificate for one cannot be had. */
const OF_AWS = /(^|\.)(cloudfront\.net|amazonaws\.com|awsapps\.com)$/;

/** Ours, so that a rule of CORS stays far below its 64 kB. */
const MAX_CORS_ORIGINS = 100;

export function isHostOfYours(text: string): boolean {
  return HOST.test(text) && !OF_AWS.test(text);
}

/** One address, as SNS takes it. */
export function isMailAddress(text: string): boolean {
  const [, local = '', host = ''] = /^([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@(.+)$/.exec(text) ?? [];
  return !/^\.|\.\.|\.$/.test(local) && HOST.test(host.toLowerCase()) && local !== '' && text.length <= 254;
}

/** An address in digits is no name, and the functions fetch from none. */
export function areHosts(hosts: readonly string[]): boolean {
  return hosts.length > 0 && hosts.every((host) => HOST.test(host));
}

/** S3 compares them with what browsers send, which has neither a path nor a slash at the end, and no letter beyond ASCII. */
export function areOrigins(text: string): boolean {
  const origins = text.split(',');
  const isOrigin = (one: string) => /^https?:[^*]+$/.test(one) && URL.canParse(one) && new URL(one).origin === one;
  return origins.length <= MAX_CORS_ORIGINS && new Set(origins).size === origins.length && origins.every(isOrigin);
}
