import type { DrawRefusal } from '../../card-schema/card-page.ts';

/** Longest wait for any one thing. A page that hangs must give its reason while the edge still has time for another try. */
const WAIT_MS = 3000;

export function refusal(reason: DrawRefusal, detail: string, cause?: unknown): Error {
  return new Error(`${reason}: ${detail}`, { cause });
}

/** Waits for what may never come. */
export async function inTime<T>(awaited: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refusal('timed out', what)), WAIT_MS);
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(timer); // nothing may be in flight between cards
  }
}
