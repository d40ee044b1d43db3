// How the studio's server is asked, and what its answers are read as.

/** What the server refuses, in a sentence that is fit to be shown. */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal';
  /** The answer's own, such as `no_such_photo`; `no_answer` if there was none. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Throws ServerRefusal, and what the signal throws. */
export async function askServer(path: string, init: RequestInit & { readonly signal: AbortSignal }): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (init.signal.aborted) throw cause;
    throw noAnswer({ cause });
  }
  if (!response.ok) throw refusalIn(response.status, await response.text());
  return response;
}

export function jsonBody(value: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

export function noAnswer(options?: ErrorOptions): ServerRefusal {
  return new ServerRefusal('no_answer', 'The studio’s server does not answer. Is npm start still running?', options);
}

export function refusalIn(status: number, body: string): ServerRefusal {
  const { code = 'refused', message = `The studio’s server answers ${status}.` } = errorIn(body);
  return new ServerRefusal(code, message);
}

/** Nothing of it, if something else than the studio's server has answered. */
function errorIn(body: string): { readonly code?: string; readonly message?: string } {
  try {
    return (JSON.parse(body) as { error?: { code?: string; message?: string } }).error ?? {};
  } catch {
    return {};
  }
}
