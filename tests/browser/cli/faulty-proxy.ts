// Stands in front of a part of the local stack and spoils its answers.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import { listen } from '../../../local/http/listen.ts';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What becomes of an answer; `signed` when the request carried credentials. */
export type Plant = (answered: Answered, asked: { readonly path: string; readonly signed: boolean }) => Answered;

export interface FaultyProxy {
  readonly origin: string;
  close(): Promise<void>;
}

export async function startFaultyProxy(target: string, plant: Plant, tls?: TlsOptions): Promise<FaultyProxy> {
  const answer = (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    // The host stays as it was: it is part of what S3's clients sign.
    const passed = request(target, { method, path, headers, agent: false }, (answered) => {
      const parts: Buffer[] = [];
      answered.on('data', (part: Buffer) => parts.push(part));
      answered.on('end', () => {
        const whole = { status: answered.statusCode ?? 0, headers: answered.headers, body: Buffer.concat(parts) };
        const spoilt = plant(whole, { path, signed: headers.authorization !== undefined });
        const { 'transfer-encoding': _, ...kept } = spoilt.headers;
        const length = method === 'HEAD' ? kept['content-length'] : spoilt.body.length;
        response
          .writeHead(spoilt.status, { ...kept, ...(length === undefined ? {} : { 'content-length': length }) })
          .end(spoilt.body);
      });
    });
    passed.on('error', () => response.destroy());
    incoming.pipe(passed);
  };
  const server = tls ? createTlsServer(tls, answer) : createServer(answer);
  const { port, close } = await listen(server, 0);
  return { origin: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`, close };
}
