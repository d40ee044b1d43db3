// What the bench asks of everything that draws cards, ours and others alike.
import type { Card } from '../../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../../card-schema/design-version.ts';

/** In the order of the tables. */
export const RENDERER_NAMES = ['ours', 'oursWhole', 'article', 'satoriResvg', 'satoriSharp', 'takumiPng', 'takumiJpeg'] as const;
export type RendererName = (typeof RENDERER_NAMES)[number];

/** Where the servers are, and what the renderers may use. */
export interface Surroundings {
  readonly site: string;
  readonly s3: string;
  readonly designVersions: DesignVersions;
  /** A folder of the renderer's own, empty at first. */
  readonly scratch: string;
}

export interface Made {
  /** In base64 where that is the answer. */
  readonly picture: Uint8Array | string;
  /** A renderer's own account of where the time went, in milliseconds. */
  readonly stages?: Readonly<Record<string, number>>;
}

/** Makes ready for a card, and gives the drawing of it, which is what the clock measures: from the card's parameters to the picture. */
export type Draw = (card: Card) => Promise<() => Promise<Made>>;

/** Draws one card after the other, some at once, and says with each how many at once. */
export type Batch = (cards: Iterable<Card>) => AsyncIterable<{ readonly workers: number; readonly error?: unknown }>;

export interface Renderer {
  readonly draw: Draw;
  /** Where a renderer has a way of its own to draw many. */
  readonly batch?: Batch;
  close(): Promise<void>;
}

/** Several renderers of one process, which share what they can. */
export type Renderers = Partial<Readonly<Record<RendererName, Renderer>>>;

/** Quality of every JPEG here: the first that ours tries. */
export const JPEG_QUALITY = 85;
