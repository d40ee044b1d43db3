import { ExpectedError } from '../terminal/errors.ts';
import { explainSystemError, systemErrorIn } from '../terminal/system-errors.ts';

const MAX_READING_MS = 60_000;

/** The file behind a presigned address, which is a secret: no message holds it. Throws ExpectedError `not_read`. */
export async function readAddress(url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(MAX_READING_MS) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new ExpectedError('not_read', `S3 answers ${response.status}: run it again, for its addresses end after 15 minutes.`);
  } catch (cause) {
    if (cause instanceof ExpectedError) throw cause;
    const system = systemErrorIn(cause);
    throw new ExpectedError('not_read', system ? explainSystemError(system) : 'S3 did not answer in time. Try again.', { cause });
  }
}
