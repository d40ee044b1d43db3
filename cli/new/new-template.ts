// A template that `cards new` begins, and what its files are made of.

export interface NewTemplate {
  /** As in addresses: `promo`. */
  readonly name: string;
  /** Its component: `Promo`. */
  readonly component: string;
  readonly addressing: 'open' | 'closed';
}

/** The sources of one kind of template. */
export interface Sources {
  readonly schema: (template: NewTemplate) => string;
  /** Its fixed words by language, as those of our own templates are written. */
  readonly words: (template: NewTemplate) => string;
  readonly body: (template: NewTemplate) => string;
  /** The rules of its texts; see styleOf. */
  readonly style: string;
}
