// What card-site/fonts/script-fonts.ts gives the page. Ranges are written as src/ranges.ts reads them.

declare module 'virtual:script-fonts' {
  /** A family whose table is a file of its own. */
  export interface ScriptFamily {
    /** Blocks of 256 code points in which the family has glyphs. */
    readonly blocks: string;
    load(): Promise<typeof import('virtual:script-fonts/family')>;
  }
  /** Those of the style sheet's stack. */
  export const FAMILIES: Readonly<Record<string, ScriptFamily>>;
  /** What the emoji font, which the browser's system has, can draw. */
  export const EMOJI: string;
  /** Loads what is known of all other families. */
  export function loadMore(): Promise<typeof import('virtual:script-fonts/more')>;
}

declare module 'virtual:script-fonts/family' {
  /** Of each file the code points, and its addresses for weight 400 and 700: one alone serves every weight. */
  export const FILES: readonly (readonly [codePoints: string, regular: string, bold?: string])[];
}

declare module 'virtual:script-fonts/more' {
  import type { ScriptFamily } from 'virtual:script-fonts';
  import type { FILES } from 'virtual:script-fonts/family';
  /** In the order in which they are tried. */
  export const MORE: Readonly<Record<string, ScriptFamily | typeof FILES>>;
  /** Families that stand right behind one of the style sheet. */
  export const BEHIND: Readonly<Record<string, readonly string[]>>;
}
