// A random card of the gallery: pieces of many kinds, in all scripts.
import { attribute } from './attribute.ts';
import { LAYOUT_PIECES } from './layout-pieces.ts';
import { PICTURE_PIECES } from './picture-pieces.ts';
import type { Materials, Piece } from './piece.ts';
import { createRandom } from './random.ts';
import { SCRIPT_PIECES } from './script-pieces.ts';
import type { Language } from './sentences.ts';
import { decoration } from './styles.ts';
import { SHARED_SVG } from './svg-piece.ts';
import { TEXT_PIECES } from './text-pieces.ts';
import { createTexts, fontFamily } from './texts.ts';

/** What the gallery's page draws. */
export interface GalleryCard {
  readonly html: string;
  /** Bodies of async functions. */
  readonly scripts: readonly string[];
  /** What it is made of, for reports. */
  readonly pieces: readonly string[];
}

export interface GallerySource {
  /** Whatever is drawn, the same seed and number give the same card. */
  readonly seed: string;
  readonly languages: readonly Language[];
  readonly images: readonly string[];
}

/** Whatever chance makes of the rest, the picture is not blank. */
const FOOT = `<footer style="position: fixed; z-index: 99; bottom: 0; left: 0; background: navy; color: white;
  font: 20px sans-serif">Edgecard</footer>`;

const PIECES = { ...TEXT_PIECES, ...LAYOUT_PIECES, ...PICTURE_PIECES, ...SCRIPT_PIECES };
const NAMES = Object.keys(PIECES) as readonly (keyof typeof PIECES)[];

export function galleryCard({ seed, languages, images }: GallerySource, number: number): GalleryCard {
  const random = createRandom(`${seed} ${number}`);
  const some = random.some(languages, random.integer(1, 5));
  const materials: Materials = { random, texts: createTexts(random, some), images };
  const names = random.some(NAMES, random.integer(1, 4));
  const pieces = names.map((name): Piece => PIECES[name](materials));
  const style = `font: ${random.integer(12, 48)}px ${fontFamily(random)}; ${decoration(random)}`;
  return {
    html: `${SHARED_SVG}<main style="${attribute(style)}">${pieces.map(({ html }) => html).join('\n')}</main>${FOOT}`,
    scripts: pieces.flatMap(({ script }) => script ?? []),
    pieces: names,
  };
}
