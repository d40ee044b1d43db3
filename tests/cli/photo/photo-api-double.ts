// Answers of the HTTP API that a test cannot have of the real one: refusals, pauses, strangers. The real one is in tests/integration/cli.
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../../local/http/listen.ts';
import { PORTS_AFTER } from '../../../local/stack/ports.ts';

export interface Asked {
  /** `GET /photos`. */
  readonly call: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Answered {
  readonly status?: number;
  readonly json?: unknown;
  /** In place of JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** By `GET /photos`; several answers come one after the other, the last again and again. */
export type Answers = Readonly<Record<string, readonly Answered[]>>;

export interface PhotoApiDouble {
  readonly origin: string;
  /** By which a command finds it: the port that npm start would have had. */
  readonly options: readonly string[];
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

export async function startPhotoApiDouble(answers: (origin: string) => Answers): Promise<PhotoApiDouble> {
  const asked: Asked[] = [];
  const times = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const call = `${request.method} ${request.url}`;
    asked.push({ call, headers: request.headers, body: await buffer(request) });
    const count = times.get(call) ?? 0;
    times.set(call, count + 1);
    const known = answers(listening.origin)[call] ?? [MISSING];
    const { status = 200, json, text = '', headers: own = {} } = known[Math.min(count, known.length - 1)] ?? MISSING;
    response.writeHead(status, own).end(json === undefined ? text : JSON.stringify(json));
  });
  const listening = await listen(server, 0);
  const { origin, port, close } = listening;
  return { origin, options: ['--port', String(port - PORTS_AFTER.photoApi)], asked, close };
}

const MISSING: Answered = { status: 404, json: { code: 'no_such_path', message: 'There is no such path.', allowed: '' } };

/** The JSON that was sent with a call, in the order of the calls. */
export function sentTo({ asked }: PhotoApiDouble, wanted: string): readonly unknown[] {
  return asked.filter(({ call }) => call === wanted).map(({ body }) => JSON.parse(body.toString('utf8')));
}
