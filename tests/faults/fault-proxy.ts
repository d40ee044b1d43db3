// Stands in front of a server of the local stack: everything passes, until a fault is switched on.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as sendRequest,
} from 'node:http';
import { listen } from '../../local/http/listen.ts';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Exchange {
  readonly asked: Asked;
  /** Asks the server behind, with another request where one is given. */
  forward(asked?: Asked, signal?: AbortSignal): Promise<Answered>;
  readonly response: ServerResponse;
  /** Ends the connection with a reset, as a server does that dies. */
  reset(): void;
  /** Says that this request is not one that the fault meddles with. */
  spare(): void;
}

/** What becomes of a request instead of passing. */
export type Meddle = (exchange: Exchange) => Promise<void> | void;

export interface FaultProxy {
  readonly origin: string;
  /** Switches a fault on; without one, off. */
  meddle(meddle?: Meddle): void;
  /** How many requests were meddled with, ever: not spared, and without an error of the meddling itself. */
  met(): number;
  /** Nobody listens any more, until accept(). Throws where somebody does. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
  /** Open connections of clients. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let meddle: Meddle = spared;
  let met = 0;
  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await readAll(incoming);
    const { method = 'GET', url: path = '/', headers } = incoming;
    const asked = { method, path, headers, body };
    const { socket } = incoming;
    let counted = true;
    const spare = () => {
      if (counted) met--;
      counted = false;
    };
    met++; // at once: some meddling never ends
    try {
      await meddle({
        asked,
        forward: (changed = asked, signal) => forward(target, changed, signal),
        response,
        reset: () => void socket.resetAndDestroy(),
        spare,
      });
    } catch (error) {
      spare();
      throw error;
    }
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  let listening = await listen(server, 0);
  const { port, origin } = listening;
  let open = true;

  const refuse = async () => {
    if (open) await listening.close();
    open = false;
  };
  const mustRefuse = async () => {
    await refuse();
    await mustTakeNone(origin);
  };
  return {
    origin,
    meddle(other = spared) {
      meddle = other;
    },
    met: () => met,
    refuse: mustRefuse,
    async accept() {
      if (!open) listening = await listen(server, port);
      open = true;
    },
    connections: () =>
      new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count)))),
    close: refuse,
  };
}

async function mustTakeNone(origin: string): Promise<void> {
  const taken = await fetch(origin).then(
    () => true,
    () => false,
  );
  if (taken) throw new Error(`${origin} still takes connections.`);
}

/** The host stays as it was: it is part of what S3's clients sign. */
function forward(target: string, { method, path, headers, body }: Asked, signal?: AbortSignal): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { method, path, headers, agent: false, ...(signal ? { signal } : {}) } as const;
    const outgoing = sendRequest(target, options, (incoming) => {
      readAll(incoming).then(
        (answered) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: answered }),
        reject,
      );
    });
    outgoing.once('error', reject).end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

export function send(response: ServerResponse, { status, headers, body }: Answered): void {
  const { 'transfer-encoding': chunked, 'content-length': length, ...kept } = headers;
  // What came in chunks goes on in chunks; of a HEAD, the length is that of the GET.
  const framing = chunked
    ? { 'transfer-encoding': 'chunked' }
    : { 'content-length': body.length > 0 ? body.length : (length ?? 0) };
  response.writeHead(status, { ...kept, ...framing }).end(body);
}

export const pass: Meddle = async ({ forward, response }) => send(response, await forward());

export const spared: Meddle = (exchange) => {
  exchange.spare();
  return pass(exchange);
};
