/** What is left of a time limit that begins now, as Lambda's context says it. */
export function remaining(ms: number): () => number {
  const ends = Date.now() + ms;
  return () => ends - Date.now();
}
