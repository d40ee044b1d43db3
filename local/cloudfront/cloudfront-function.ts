// Runs a CloudFront Function, the very file that CloudFront runs, with no more than CloudFront's runtime offers.
// Source: "JavaScript runtime 2.0 features for CloudFront Functions" in Amazon's CloudFront guide.
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
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

/** Far more than the runtime's own allowance, which is below a millisecond of its time. */
const MAX_RUN_MS = 1000;
const DIGESTS = ['md5', 'sha1', 'sha256'];
/** What a fresh context has and the runtime does not: what its documentation does not list. Calling it is a 503 for every viewer. */
const ABSENT = [
  'WebAssembly',
  'SharedArrayBuffer',
  'Atomics',
  'FinalizationRegistry',
  'WeakRef',
  'Iterator',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Proxy',
  'Reflect',
  'BigInt',
  'Intl',
  'escape',
  'unescape',
  ...['fromEntries', 'groupBy', 'hasOwn'].map((name) => `Object.${name}`),
  ...['at', 'findLast', 'findLastIndex', 'flat', 'flatMap', 'toReversed', 'toSorted', 'toSpliced', 'with'].map(
    (name) => `Array.prototype.${name}`,
  ),
  ...['at', 'matchAll', 'normalize'].map((name) => `String.prototype.${name}`),
];

/** Loads the source of a CloudFront Function; what it is given and what it gives travel as JSON. */
export function loadFunction(source: string, filename = 'cloudfront-function.js'): CloudFrontFunction {
  if (Buffer.byteLength(source) > MAX_FUNCTION_BYTES)
    throw new Error(`A CloudFront Function has at most ${MAX_FUNCTION_BYTES} bytes.`);
  const sandbox = createContext(
    { require: requireCrypto, Buffer, console: { log: (text: unknown) => console.log(text) } },
    { codeGeneration: { strings: false, wasm: false } },
  );
  new Script(ABSENT.map((name) => `delete globalThis.${name};`).join('')).runInContext(sandbox);
  new Script(source, { filename }).runInContext(sandbox, { timeout: MAX_RUN_MS });
  // Parsed over there, because a literal would make a prototype of a parameter called __proto__. Compiled once: it runs for every request.
  // The global that brings the event in is gone before the function could see it.
  const call = new Script(
    '((json) => { delete globalThis.edgecardEvent; return JSON.stringify(handler(JSON.parse(json))); })(edgecardEvent)',
  );
  return (event) => {
    Object.assign(sandbox, { edgecardEvent: JSON.stringify(event) });
    return JSON.parse(call.runInContext(sandbox, { timeout: MAX_RUN_MS })) as FunctionResult; // one of the two, or viewer-function.ts refuses it
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
