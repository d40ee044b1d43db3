// A canary in the place of every secret.

export const canaries = new Map<string, string>();
export const plant = (name: string, length?: number) => {
  const value = `Canary${[...name].map((letter) => letter.charCodeAt(0).toString(36)).join('')}Qx7`.slice(0, length);
  canaries.set(name, value);
  return value;
};
export const keys = {
  signing: [plant('signing key'), plant('former signing key')],
  page: [plant('page key'), plant('former page key')],
} as const;
export const aws = { accessKeyId: 'CANARYLOCALKEYID', secretAccessKey: plant('S3 secret') };
export const wrongAws = { accessKeyId: 'CANARYLOCALKEYID', secretAccessKey: plant('wrong S3 secret') };
export const viewer = { cookie: `session=${plant('cookie')}`, authorization: `Bearer ${plant('authorization')}` };
export const query = `?token=${plant('query')}`;
export const strangersKey = plant('key of a stranger');
/** What Lambda puts into a function's environment, and what a team may. */
export const environment = {
  AWS_SECRET_ACCESS_KEY: plant('environment secret'),
  AWS_SESSION_TOKEN: plant('environment session'),
  SOME_TOKEN: plant('environment token'),
};
