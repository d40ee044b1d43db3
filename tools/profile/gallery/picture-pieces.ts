// Pieces that are about pictures: files of every kind, SVG and canvas.
import { attribute } from './attribute.ts';
import { canvas } from './canvas-piece.ts';
import type { MakePiece } from './piece.ts';
import { decoration } from './styles.ts';
import { svg } from './svg-piece.ts';

const files: MakePiece = ({ random, images, texts }) => ({
  html: random
    .some(images, random.integer(2, 8))
    .map(
      (image) =>
        `<img src="${image}" alt="${attribute(texts.word())}" style="${attribute(`width: ${random.integer(8, 700)}px;
          ${random.chance(0.5) ? `height: ${random.integer(8, 400)}px;` : ''} object-fit: ${random.pick([
            'cover',
            'contain',
            'none',
            'scale-down',
            'fill',
          ])}; object-position: ${random.integer(0, 100)}% 10%;
          image-orientation: ${random.pick(['from-image', 'none'])}; image-rendering: ${random.pick(['auto', 'pixelated'])};
          ${decoration(random)}`)}">`,
    )
    .join(' '),
});

const sources: MakePiece = ({ random, images, texts }) => ({
  html: `<picture><source srcset="${random.pick(images)}" type="image/avif"><source srcset="${random.pick(images)} 1x,
    ${random.pick(images)} 2x" media="(min-width: 200px)"><img src="${random.pick(images)}"
    srcset="${random.pick(images)} 300w, ${random.pick(images)} 900w" sizes="(max-width: 600px) 100vw, 40vw" width="200"
    loading="${random.pick(['lazy', 'eager'])}" decoding="${random.pick(['sync', 'async'])}"></picture>
    <img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
      width="20"><img src="data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 9 9"><circle r="4" cx="4" cy="4" fill="red"/><text y="8" font-size="3">${texts
        .word()
        .replaceAll('<', '')}</text></svg>`)}" width="90">
    <img src="/images/none" alt="${attribute(texts.plain())}"><img src="/images/broken"
      width="60"><figure><img src="${random.pick(images)}" usemap="#m"
      width="80"><figcaption>${texts.line()}</figcaption></figure><map name="m"><area shape="circle" coords="1,1,9"
      href="#"></map>
    <video src="/video" controls poster="${random.pick(images)}" width="160" height="90"
      muted></video><audio controls src="/audio"></audio><video width="60"><track src="/none"></video>`,
});

export const PICTURE_PIECES = { files, 'more files': files, sources, svg, 'more svg': svg, canvas } as const satisfies Record<
  string,
  MakePiece
>;
