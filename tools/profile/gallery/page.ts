// The gallery's page: keeps the card page's contract, but draws whatever markup it is given.
import type { Drawn } from '../../../card-schema/card-page.ts';
import type { DesignVersions } from '../../../card-schema/design-version.ts';
import type { GalleryCard } from './card.ts';

export interface GalleryPageParts {
  readonly designVersions: DesignVersions;
  readonly stylesheets: readonly string[];
}

export function galleryPage({ designVersions, stylesheets }: GalleryPageParts): string {
  const links = stylesheets.map((address) => `<link rel="stylesheet" href="${address}">`).join('\n');
  const face =
    "@font-face { font-family: 'Gallery Emoji'; src: url(/emoji.ttf) } @font-face { font-family: 'Nowhere'; src: url(/none.woff2) }";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gallery</title>${links}<style>${face} html {
    background: white } body { margin: 0; width: 1200px; height: 630px; overflow: hidden;
    container-type: size }</style></head>
<body><div id="card"></div><script>
${drawInGallery}
window.edgecard = { designVersions: ${JSON.stringify(designVersions)}, draw: (_, card) => drawInGallery(card) };
addEventListener('error', (event) => event.preventDefault());
</script></body></html>`;
}

/** Runs in the page. A card that is wrong is drawn as far as it goes: what counts is which code has run. */
async function drawInGallery({ html, scripts }: GalleryCard): Promise<Drawn> {
  const within = <T>(ms: number, work: Promise<T>) => Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms))]);
  const card = document.getElementById('card');
  if (!card) throw new Error('unknown template: the page has no card');
  card.innerHTML = html;
  document.body.getBoundingClientRect(); // lays out, and so asks for fonts and images
  for (const body of scripts) {
    try {
      await within(700, new Function(`return (async () => { ${body} })()`)());
    } catch {}
  }
  const images = [...document.images].map((image) => image.decode().catch(() => {}));
  document.body.getBoundingClientRect();
  await within(1500, Promise.all([document.fonts.ready, ...images]));
  return { missingGlyphs: [], missingImages: [] };
}
