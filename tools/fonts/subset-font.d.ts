// The package has no types of its own.
declare module 'subset-font' {
  /** Cuts a font down to what the text needs. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { readonly targetFormat: 'truetype' | 'woff2' },
  ): Promise<Buffer>;
}
