// The browser's next collection of garbage drops an image that nothing shows, and the next card that needs it waits for it again.

/** A site whose templates have more images of their own is asked again for some of them. */
const MAX_KEPT = 50;

/** By address and mode, the one that was needed longest ago first. */
const kept = new Map<string, HTMLImageElement>();

/**
 * Keeps the images on the stage that belong to its template, for later cards. What is in `ofCard` (absolute addresses) is not kept:
 * it is hardly ever on another card, and a photo may be removed meanwhile.
 */
export function keepImages(stage: HTMLElement, ofCard: ReadonlySet<string>): void {
  for (const shown of imagesOn(stage)) {
    const { address, mode } = shown;
    if (ofCard.has(address) || !address.startsWith(`${location.origin}/`)) continue;
    const name = `${mode} ${address}`;
    const image = kept.get(name) ?? ask(shown);
    kept.delete(name);
    kept.set(name, image);
  }
  for (const name of [...kept.keys()].slice(0, Math.max(0, kept.size - MAX_KEPT))) kept.delete(name);
}

interface ShownImage {
  /** Absolute. */
  readonly address: string;
  /** An image that is asked for in another mode is another one to the browser. */
  readonly mode: string | null;
}

/** But for the images of styles, which the browser keeps with these. */
function imagesOn(stage: HTMLElement): readonly ShownImage[] {
  const html = [...stage.querySelectorAll('img')].map((image) => ({ address: image.currentSrc, mode: modeOf(image) }));
  const svg = [...stage.querySelectorAll<SVGImageElement>('svg image')].map((image) => ({
    address: URL.parse(image.href.baseVal, document.baseURI)?.href ?? '',
    mode: modeOf(image),
  }));
  return [...html, ...svg];
}

function modeOf(image: Element): string | null {
  return image.getAttribute('crossorigin');
}

/** The browser has it, so nothing is fetched. */
function ask({ address, mode }: ShownImage): HTMLImageElement {
  const image = new Image();
  image.crossOrigin = mode;
  image.src = address;
  return image;
}
