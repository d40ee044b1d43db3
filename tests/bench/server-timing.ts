/** Milliseconds by stage, from the header that the handler writes with formatServerTiming. */
export function parseServerTiming(header: string): Readonly<Record<string, number>> {
  const stages = header.matchAll(/([\w-]+);dur=([\d.]+)/g);
  return Object.fromEntries([...stages].map(([, stage = '', ms]) => [stage, Number(ms)]));
}
