// The five ports of the local stack, one after the other.

/** CloudFront's. */
export const DEFAULT_PORT = 8080;

/** How far behind CloudFront's the others are. */
export const PORTS_AFTER = { mainSite: 1, cardSite: 2, s3: 3, studio: 4 } as const;

/** The highest port that leaves room for those that follow. */
export const MAX_PORT = 65_535 - PORTS_AFTER.studio;

/** What --port says; nothing if it is not a port of a stack. */
export function readPort(text: string): number | undefined {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= MAX_PORT ? port : undefined;
}

export function badPort(text: string): string {
  return `--port must be a whole number from 1 to ${MAX_PORT}; got ${JSON.stringify(text)}.`;
}
