// What must be ended when the bench is: processes that would outlive it, in whatever part it is stopped.

const unfinished = new Set<() => Promise<void>>();

/** Longer than a browser takes to close; the rest goes with its parent. */
const MAX_END_MS = 5000;

/** Remembers how to end something, until that is done. */
export function endingOf(end: () => Promise<void>): () => Promise<void> {
  unfinished.add(end);
  return async () => {
    unfinished.delete(end);
    await end();
  };
}

export async function endAll(): Promise<void> {
  const ends = Promise.allSettled([...unfinished].map((end) => end()));
  unfinished.clear();
  await Promise.race([ends, new Promise((resolve) => setTimeout(resolve, MAX_END_MS).unref())]);
}
