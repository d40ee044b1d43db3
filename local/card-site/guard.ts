// Runs edge/card-site-guard.js, the very file that CloudFront runs, with no more than CloudFront's runtime offers.
// Source: "JavaScript runtime 2.0 features for CloudFront Functions" in Amazon's CloudFront guide.
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';

/** A value of a query parameter, header or cookie in an event; `multiValue` when the name was there more than once. */
export interface FunctionValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

export type FunctionValues = Readonly<Record<string, FunctionValue>>;

export interface FunctionRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: FunctionValues;
  readonly headers: FunctionValues;
  readonly cookies: FunctionValues;
}

export interface FunctionResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers?: FunctionValues;
  readonly body?: string;
}

export interface ViewerRequestEvent {
  readonly version: '1.0';
  readonly context: {
    readonly distributionDomainName: string;
    readonly distributionId: string;
    readonly eventType: 'viewer-request';
    readonly requestId: string;
  };
  readonly viewer: { readonly ip: string };
  readonly request: FunctionRequest;
}

/** The request to go on with, or the answer instead of it. */
export type FunctionResult = FunctionRequest | FunctionResponse;
export type CloudFrontFunction = (event: ViewerRequestEvent) => FunctionResult;

/** CloudFront refuses a larger function. */
export const MAX_FUNCTION_BYTES = 10_240;

const GUARD = new URL('../../edge/card-site-guard.js', import.meta.url);
/** Far more than the runtime's own allowance, which is below a millisecond of its time. */
const MAX_RUN_MS = 1000;
const DIGESTS = ['md5', 'sha1', 'sha256'];
/** Globals that a fresh context has and the runtime does not. */
const ABSENT = [
  'WebAssembly',
  'SharedArrayBuffer',
  'Atomics',
  'FinalizationRegistry',
  'WeakRef',
  'Iterator',
  'escape',
  'unescape',
];

/** The guard with these page keys in it, as a deployment makes it. */
export function loadGuard(pageKeys: readonly string[]): CloudFrontFunction {
  return loadFunction(guardSource(pageKeys));
}

/** The guard's source with these page keys in it. Throws for a key that would end the string it is put into. */
export function guardSource(pageKeys: readonly string[]): string {
  const unfit = pageKeys.find((key) => !/^[\x20-\x26\x28-\x2b\x2d-\x5b\x5d-\x7e]*$/.test(key));
  if (unfit !== undefined) throw new Error('A page key may hold ASCII characters only, and no quote, comma or backslash.');
  // A function, because `$&` in a key would be read as an instruction otherwise.
  return readFileSync(GUARD, 'utf8').replace('{{page-keys}}', () => pageKeys.join(','));
}

/** Loads the source of a CloudFront Function; what it is given and what it gives travel as JSON. */
export function loadFunction(source: string): CloudFrontFunction {
  if (Buffer.byteLength(source) > MAX_FUNCTION_BYTES)
    throw new Error(`A CloudFront Function has at most ${MAX_FUNCTION_BYTES} bytes.`);
  const sandbox = createContext(
    { require: requireCrypto, Buffer, console: { log: (text: unknown) => console.log(text) } },
    { codeGeneration: { strings: false, wasm: false } },
  );
  new Script(ABSENT.map((name) => `delete globalThis.${name};`).join('')).runInContext(sandbox);
  new Script(source, { filename: 'card-site-guard.js' }).runInContext(sandbox, { timeout: MAX_RUN_MS });
  return (event) => {
    // Parsed over there, because a literal would make a prototype of a parameter called __proto__.
    const call = new Script(`JSON.stringify(handler(JSON.parse(${JSON.stringify(JSON.stringify(event))})))`);
    return JSON.parse(call.runInContext(sandbox, { timeout: MAX_RUN_MS })) as FunctionResult; // the guard gives one of the two
  };
}

function requireCrypto(name: string) {
  if (name !== 'crypto') throw new Error(`CloudFront Functions have no module ${JSON.stringify(name)}.`);
  return {
    createHash: (digest: string) => withoutStreams(createHash(known(digest))),
    createHmac: (digest: string, key: string | Buffer) => withoutStreams(createHmac(known(digest), key)),
  };
}

function known(digest: string): string {
  if (DIGESTS.includes(digest)) return digest;
  throw new Error(`CloudFront Functions compute ${DIGESTS.join(', ')} only.`);
}

function withoutStreams(hash: Hash | Hmac) {
  const offered = {
    update(data: string | Buffer) {
      hash.update(data);
      return offered;
    },
    digest: (encoding: 'hex' | 'base64' | 'base64url') => hash.digest(encoding),
  };
  return offered;
}
