// The seven ports of the local stack, one after the other.

/** CloudFront's. */
export const DEFAULT_PORT = 8080;

/** How far behind CloudFront's the others are. */
export const PORTS_AFTER = { mainSite: 1, cardSite: 2, s3: 3, studio: 4, photoApi: 5, photoSite: 6 } as const;

/** How many the stack needs in a row. */
export const STACK_PORTS = 1 + PORTS_AFTER.photoSite;

/** The highest port that leaves room for those that follow. */
export const MAX_PORT = 65_535 - PORTS_AFTER.photoSite;
