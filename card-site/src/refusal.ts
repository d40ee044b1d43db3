import { type DrawRefusal, formatRefusal, type Refusal } from '../../card-schema/card-page.ts';

/** Longest wait for any one thing. A page that hangs must give its reason while the edge still has time for another try. */
const MAX_WAIT_MS = 3000;

/** The error that `draw` rejects with: its reason as data, and as a sentence for the console. */
export function refusal(reason: DrawRefusal, detail: string, cause?: unknown): Error & Refusal {
  const error = new Error(formatRefusal({ reason, detail }), { cause });
  return Object.assign(error, { reason, detail });
}

/** What `draw` rejected with, as data. */
export function refusalIn(error: unknown): Refusal {
  if (isRefusal(error)) return { reason: error.reason, detail: error.detail };
  return { reason: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}

function isRefusal(error: unknown): error is Error & Refusal {
  return error instanceof Error && 'reason' in error && 'detail' in error;
}

/** Waits for what may never come. */
export async function inTime<T>(awaited: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refusal('timed out', what)), MAX_WAIT_MS);
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(timer); // nothing may be in flight between cards
  }
}
