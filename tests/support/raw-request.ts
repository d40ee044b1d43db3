import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Keeps connections; without one each request has its own. */
  readonly agent?: Agent;
}

/** Asks for a path exactly as it is written, with the headers as they are: fetch() would tidy both. */
export function ask(origin: string, path: string, { body, ...options }: RawRequest = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    request(origin, { path, agent: false, ...options }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
      response.once('error', reject);
    })
      .once('error', reject)
      .end(body);
  });
}
