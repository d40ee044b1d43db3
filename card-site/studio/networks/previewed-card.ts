import type { Card } from '../../../card-schema/catalogue.ts';

export interface PreviewedCard {
  readonly template: Card['template'];
  readonly params: Card['params'];
  readonly alt: string;
  readonly url: string;
  readonly picture?: { readonly src: string; readonly bytes: number };
  /** Why there is no picture, if it cannot be had. */
  readonly pictureError?: string;
  /** What the page that is shared says of itself. */
  readonly page: { readonly title: string; readonly description: string; readonly host: string };
}

/** The colours that a network's own interface has. */
export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];
