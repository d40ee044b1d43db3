// How the stack's own servers ask the HTTP API of photos: as a team's own server would.
import { setTimeout as sleep } from 'node:timers/promises';

/** An answer of the API, to be handed on. */
export interface ApiAnswer {
  readonly status: number;
  readonly json: string;
}

export interface ApiCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly json?: string | undefined;
  readonly signal?: AbortSignal;
}

const MAX_MS = 10_000;
const RETRY_MS = 1000;

/** A busy API (429) is asked again, as it says. */
export async function callPhotoApi(api: string, { method, path, json, signal: given }: ApiCall): Promise<ApiAnswer> {
  const body = json === undefined ? {} : { body: json, headers: { 'content-type': 'application/json' } };
  const signal = AbortSignal.any([AbortSignal.timeout(MAX_MS), ...(given ? [given] : [])]);
  for (;;) {
    const answer = await fetch(`${api}${path}`, { method, signal, ...body });
    const text = await answer.text();
    if (answer.status !== 429) return { status: answer.status, json: text };
    await sleep(RETRY_MS, undefined, { signal });
  }
}
