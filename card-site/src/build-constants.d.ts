import type { DesignVersions } from '../../card-schema/design-version.ts';

declare global {
  /** Put in by local/build/card-site.ts. */
  const __DESIGN_VERSIONS__: DesignVersions;
  /** Font family → first and last code point of each range it has glyphs for. Put in by local/build/card-site.ts. */
  const __FONT_COVERAGE__: Readonly<Record<string, readonly (readonly [first: number, last: number])[]>>;
}
