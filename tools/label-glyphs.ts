// `node cli/launch.cjs tools/label-glyphs.ts`: writes the characters of the annotated picture's labels as pixels, because no font is where they are drawn.
import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { type Font, openSync } from 'fontkit';
import sharp from 'sharp';
import { runScript } from '../cli/terminal/script.ts';
import { projectPath } from '../project-path.ts';

/** The labels that detectors give are in lower case. */
const CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789 .,-/&'()?";
const HEIGHT = 40;
const EM = 32;
const BASELINE = 31;
/** Makes the letters bolder: fontkit does not vary a compressed font. */
const STROKE_EM = 0.03;
const FONT = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
const FILE = 'cloud/photos/label-glyphs.ts';

await runScript({
  call: 'node cli/launch.cjs tools/label-glyphs.ts',
  description: `draws the characters of labels with Inter into ${FILE}`,
  options: {},
  async run() {
    const font = openSync(projectPath(FONT)) as Font; // one font, no collection
    const scale = EM / font.unitsPerEm;
    const glyphs = [...CHARACTERS].map((character) => {
      const { path, advanceWidth } = font.layout(character).glyphs[0] ?? font.getGlyph(0);
      return { character, shape: path.toSVG(), width: Math.round(advanceWidth * scale) };
    });
    let left = 0;
    const shapes = glyphs.map(({ shape, width }) => {
      const at = left;
      left += width;
      return `<path transform="translate(${at} ${BASELINE}) scale(${scale} ${-scale})" d="${shape}" fill="#fff" stroke="#fff" stroke-width="${font.unitsPerEm * STROKE_EM}"/>`;
    });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${left}" height="${HEIGHT}"><rect width="${left}" height="${HEIGHT}"/>${shapes.join('')}</svg>`;
    const strip = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
    writeFileSync(projectPath(FILE), fileOf(glyphs, deflateSync(strip, { level: 9 })));
    return 0;
  },
});

function fileOf(glyphs: readonly { readonly character: string; readonly width: number }[], strip: Buffer): string {
  const widths = glyphs.map(({ width }) => width);
  return `// Written by tools/label-glyphs.ts: characters of Inter (SIL Open Font License 1.1), one next to the other, one byte of coverage a pixel.
export const GLYPHS = {
  characters: ${JSON.stringify(CHARACTERS)},
  widths: ${JSON.stringify(widths).replaceAll(',', ', ')},
  height: ${HEIGHT},
  /** Deflated, in base64. */
  strip:
    '${strip.toString('base64')}',
} as const;
`;
}
