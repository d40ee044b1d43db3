import type { BrowserFiles } from '../../edge/adapters/browser/browser-files.ts';
import type { CpuKindName } from './cpu-kinds.ts';
import type { GallerySource } from './gallery/card.ts';
import type { ImageFile } from './gallery/images.ts';
import type { TracedFile } from './traced-browser.ts';

export interface RoundParts {
  readonly installed: BrowserFiles;
  readonly file: TracedFile;
  readonly source: GallerySource;
  /** Origins of the gallery's site and of the card site. */
  readonly gallery: string;
  readonly cardSite: string;
  /** The gallery's images, by name. */
  readonly images: ReadonlyMap<string, ImageFile>;
  readonly known: ReadonlySet<number>;
}

export interface RoundOptions {
  readonly cpu?: CpuKindName;
  /** Flags that the browser is started with besides its own. */
  readonly more?: readonly string[];
  /** How the gallery's cards are captured. */
  readonly way: 'frames' | 'screenshots';
  /** Numbers of the gallery's cards to draw. */
  readonly from: number;
  readonly cards: number;
  /** Random cards of the project's own templates, besides all examples. */
  readonly ownCards: number;
  /** Whether the browser also goes through what is not drawing. */
  readonly withEpisodes: boolean;
  /** Between two cards: what a browser does now and then, it does meanwhile. */
  readonly pauseSeconds: number;
}
