import type { DesignVersions } from '../../card-schema/design-version.ts';

declare global {
  /** Put in by card-site/bundle/make-card-site.ts. */
  const __DESIGN_VERSIONS__: DesignVersions;
  /** Font family → the code points of each of its files, to be read with readRanges(). Put in by card-site/bundle/make-card-site.ts. */
  const __FONT_COVERAGE__: Readonly<Record<string, readonly string[]>>;
}
