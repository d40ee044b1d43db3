import type { DesignVersions } from '../../card-schema/design-version.ts';

/** Any well-formed versions, for tests that draw nothing. */
export const DESIGN_VERSIONS: DesignVersions = {
  score: '5c05e5c05e5c',
  article: 'a47ca47ca47c',
  quote: '900e900e900e',
  event: 'e7e7e7e7e7e7',
  default: 'defa0defa0de',
};
