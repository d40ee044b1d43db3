// What local/build/script-fonts.ts gives the page. Ranges are written as src/ranges.ts reads them.

declare module 'virtual:script-fonts' {
  export interface ScriptFamily {
    /** Blocks of 256 code points in which the family has glyphs. */
    readonly blocks: string;
    load(): Promise<typeof import('virtual:script-fonts/family')>;
  }
  export const FAMILIES: Readonly<Record<string, ScriptFamily>>;
  /** What the emoji font, which the browser's system has, can draw. */
  export const EMOJI: string;
}

declare module 'virtual:script-fonts/family' {
  /** Of each file the code points, and its addresses for weight 400 and 700. */
  export const FILES: readonly (readonly [codePoints: string, regular: string, bold: string])[];
}
