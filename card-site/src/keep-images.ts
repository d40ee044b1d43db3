// The browser's next collection of garbage drops an image that no element has, and the next card that needs it waits for it again.
// Images that style sheets name stay with these.
import { askFor, imagesOn } from './images-on-stage.ts';

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
    const image = kept.get(name) ?? askFor(shown);
    kept.delete(name);
    kept.set(name, image);
  }
  for (const name of [...kept.keys()].slice(0, Math.max(0, kept.size - MAX_KEPT))) kept.delete(name);
}
