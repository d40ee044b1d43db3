// The images that elements of a card show. What styles show is not among them.

export interface ShownImage {
  /** Absolute. */
  readonly address: string;
  /** An image that is asked for in another mode is another one to the browser. */
  readonly mode: string | null;
}

/** Of drawings (SVG), where images are no elements that could be asked whether they are there. */
export function imagesInDrawings(stage: HTMLElement): readonly ShownImage[] {
  const images = [...stage.querySelectorAll<SVGImageElement | SVGFEImageElement>('svg image, svg feImage')];
  // With # it means a part of its own drawing.
  const others = images.filter(({ href }) => href.baseVal !== '' && !href.baseVal.startsWith('#'));
  return others.map((image) => ({
    address: URL.parse(image.href.baseVal, document.baseURI)?.href ?? image.href.baseVal,
    mode: modeOf(image),
  }));
}

export function imagesOn(stage: HTMLElement): readonly ShownImage[] {
  const elements = [...stage.querySelectorAll('img')];
  return [...elements.map((image) => ({ address: image.currentSrc, mode: modeOf(image) })), ...imagesInDrawings(stage)];
}

/** Asks for an image, which is not fetched again where the browser has it. */
export function askFor({ address, mode }: ShownImage): HTMLImageElement {
  const image = new Image();
  image.crossOrigin = mode;
  image.src = address;
  return image;
}

function modeOf(image: Element): string | null {
  return image.getAttribute('crossorigin');
}
