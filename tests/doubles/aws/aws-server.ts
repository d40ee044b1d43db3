// An HTTP server that speaks the protocols of AWS with the operations it is given, for the SDK to be pointed at.
// Shapes are those of the services' API references. What it does not know it refuses, as they would.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../../local/http/listen.ts';
import { type AwsError, asAwsError, awsError } from './aws-error.ts';
import { type Json, type JsonOperations, jsonProtocol } from './json-protocol.ts';
import { type QueryOperations, queryProtocol } from './query-protocol.ts';
import { type RestErrors, type RestOperation, restProtocol } from './rest-protocol.ts';
import { formatXml, type XmlElements } from './xml.ts';

export interface AwsRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface AwsReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml?: XmlElements;
  readonly json?: Json;
  /** Where the answer is neither. */
  readonly text?: string;
}

export interface AwsCall {
  /** As the protocol names it: a target, an action, the name of a route. */
  readonly name: string;
  readonly input: unknown;
}

export interface Protocol {
  takes(request: AwsRequest): boolean;
  parse(request: AwsRequest): AwsCall & { answer(): AwsReply | Promise<AwsReply> };
  fail(error: AwsError, request: AwsRequest): AwsReply;
}

export interface AwsServerOptions {
  readonly json?: JsonOperations;
  readonly query?: QueryOperations;
  readonly rest?: readonly RestOperation[];
  /** May throw what the call ends with. */
  readonly before?: (call: AwsCall) => void;
  /** Awaits nothing: called when the call has had its effect, before it is answered. */
  readonly after?: (call: AwsCall) => void;
}

export interface AwsServer extends AsyncDisposable {
  readonly endpoint: string;
  close(): Promise<void>;
}

function servicesOf(url: string): RestErrors {
  if (url.startsWith('/2020-05-31/')) return 'cloudfront';
  return /^\/20\d\d-\d\d-\d\d\//.test(url) ? 'lambda' : 's3';
}

export async function startAwsServer({ before, after, ...operations }: AwsServerOptions): Promise<AwsServer> {
  const protocols = [
    jsonProtocol(operations.json ?? {}),
    queryProtocol(operations.query ?? {}),
    restProtocol(operations.rest ?? [], servicesOf),
  ];

  async function answer(request: AwsRequest): Promise<AwsReply> {
    const protocol = protocols.find((one) => one.takes(request));
    if (!protocol) throw new Error('REST takes everything.');
    try {
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256')) throw awsError('AccessDenied', 'Not signed.', 403);
      const { answer, ...call } = protocol.parse(request);
      try {
        before?.(call);
        return await answer();
      } finally {
        after?.(call);
      }
    } catch (error) {
      return protocol.fail(asAwsError(error), request);
    }
  }

  const server = createServer(async (incoming, response) => {
    const { method = '', url = '/', headers } = incoming;
    const reply = await answer({ method, url, headers, body: await text(incoming) });
    const type = reply.json ? 'application/x-amz-json-1.1' : 'text/xml';
    response.writeHead(reply.status ?? 200, { 'content-type': type, 'x-amzn-requestid': randomUUID(), ...reply.headers });
    response.end(reply.text ?? (reply.json ? JSON.stringify(reply.json) : formatXml(reply.xml ?? {})));
  });
  const { origin, close } = await listen(server, 0);
  return { endpoint: origin, close, [Symbol.asyncDispose]: close };
}
