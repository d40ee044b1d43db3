// In front of moto: an account of its own for each test, a list of the calls, and calls that are refused when a test says so.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../local/http/listen.ts';
import { operationName } from './operation-name.ts';
import { keepSeen, type Seen } from './transcript.ts';

export interface MotoCall {
  /** `s3:PutObject`. */
  readonly operation: string;
  /** Path and query. */
  readonly url: string;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface RelayOptions {
  /** What moto does not know: the answer to give in its place. */
  readonly answers?: (call: MotoCall) => string | undefined;
  /** Asked at the end, for the transcript. */
  readonly seen?: () => Promise<Partial<Seen>>;
  /** What moto gets instead of this body; the body itself where it needs no change. */
  readonly rewrite?: (call: MotoCall, body: string) => Promise<string> | string;
}

export interface Relay extends AsyncDisposable {
  readonly endpoint: string;
  readonly account: string;
  /** For processes and clients of the SDK. */
  readonly environment: Readonly<Record<string, string>>;
  /** Operations, in order, answered or refused. */
  readonly calls: readonly string[];
  /** Called before each call. True: it is refused, as AWS refuses what a role may not do. Or with an error of the service's own. */
  refuse: (call: MotoCall) => boolean | Refusal;
  /** Called when moto has answered, before the caller knows. */
  after: (call: MotoCall) => void;
  close(): Promise<void>;
}

export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'an example of a secret' };
/** moto looks at who signs for what, and not at the signature. */
export const SIGNED_FOR_S3 =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00';
/** As services say it that speak JSON; the others leave out the last word. */
const DENIED: Refusal = { code: 'AccessDeniedException', message: 'not allowed by the test' };

export async function openRelay(options: RelayOptions = {}): Promise<Relay> {
  const { rewrite = (_, body) => body, answers = () => undefined, seen = async () => ({}) } = options;
  const account = String(randomInt(100_000_000_000, 999_999_999_999));
  const calls: string[] = [];

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const { method = '', url = '/', headers } = incoming;
    // Only forms and JSON are read; a zip is no text.
    const text = body.length < 1_000_000 ? body.toString('latin1') : '';
    const call = { operation: operationName({ method, url, headers, body: text }), url };
    calls.push(call.operation);
    const refused = relay.refuse(call);
    if (refused) return refuseCall(call, refused === true ? DENIED : refused, incoming, response);
    const own = answers(call);
    if (own !== undefined) {
      relay.after(call);
      response.writeHead(200, { 'content-type': own.startsWith('{') ? 'application/json' : 'text/xml' }).end(own);
      return;
    }
    const changed = call.operation.startsWith('cloudformation:') ? Buffer.from(await rewrite(call, body.toString())) : body;
    const { answered, content } = await askMoto(account, incoming, changed);
    relay.after(call);
    const { 'transfer-encoding': _, connection: __, ...kept } = answered.headers;
    const length = method === 'HEAD' ? {} : { 'content-length': content.length };
    response.writeHead(answered.statusCode ?? 500, { ...kept, ...length }).end(content);
  }

  const { origin, close: closeServer } = await listen(server, 0);

  async function close(): Promise<void> {
    await keepSeen(account, { calls, made: [], leftOut: [], ...(await seen()) });
    await closeServer();
  }
  const relay: Relay = {
    endpoint: origin,
    account,
    environment: {
      AWS_ENDPOINT_URL: origin,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    calls,
    refuse: () => false,
    after: () => undefined,
    close,
    [Symbol.asyncDispose]: close,
  };
  return relay;
}

/** moto's own answer, for an account of the test's own. */
async function askMoto(account: string, { method, url, headers }: IncomingMessage, body: Buffer) {
  const { hostname, port } = new URL(process.env['EDGECARD_MOTO'] ?? '');
  const sent = request({
    ...{ hostname, port, method, path: url },
    headers: { ...headers, 'x-moto-account-id': account, 'content-length': body.length },
  }).end(body);
  const [answered] = (await once(sent, 'response')) as [IncomingMessage];
  return { answered, content: await buffer(answered) };
}

/** In the form of the protocol: JSON where the operation is a header, and of Lambda; else XML. */
function refuseCall(
  { operation }: MotoCall,
  { code, message }: Refusal,
  { headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const isTarget = headers['x-amz-target'] !== undefined;
  const isLambda = operation.startsWith('lambda:');
  const type = isTarget ? 'application/x-amz-json-1.1' : isLambda ? 'application/json' : 'text/xml';
  response.writeHead(403, { 'content-type': type, ...(isLambda ? { 'x-amzn-errortype': code } : {}) });
  if (isTarget) response.end(JSON.stringify({ __type: code, message }));
  else if (isLambda) response.end(JSON.stringify({ Message: message }));
  else
    response.end(
      `<ErrorResponse><Error><Code>${code.replace(/Exception$/, '')}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
}

/** Options of any client of the SDK. */
export function clientOptions({ endpoint }: Pick<Relay, 'endpoint'>) {
  return { region: 'us-east-1', endpoint, credentials: CREDENTIALS, maxAttempts: 1 };
}
