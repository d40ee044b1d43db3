// What is known of a network that shows cards.

export interface Source {
  /** `network`: its own page or code says so. `report`: somebody else has seen it. `ours`: nobody says; it is how we draw it. */
  readonly kind: 'network' | 'report' | 'ours';
  readonly name: string;
  readonly url?: string;
}

export interface Fact {
  /** A few words, to stand below the preview. */
  readonly says: string;
  readonly source: Source;
}

/** How much of a text is shown: whole lines, or bytes of UTF-8 with three dots after them. */
export type Cut = { readonly lines: number } | { readonly bytes: number };

export type Piece = 'picture' | 'host' | 'title' | 'description';

export interface Network {
  readonly id: string;
  readonly name: string;
  /** A small form shows a thumbnail, on which no text can be read anyway. */
  readonly form: 'large' | 'small';
  /** Width by height of what is shown of the picture, cut evenly on both sides. */
  readonly aspect: number;
  /** Radius of the corners that are cut off the picture, in pixels of the card. */
  readonly corner: number;
  /** Absent where all four corners are cut off: below the picture the network's own card goes on. */
  readonly corners?: 'top';
  /** What is laid over the picture, in pixels of the card. */
  readonly over?: { readonly what: string; readonly rect: Readonly<Record<'left' | 'top' | 'right' | 'bottom', number>> };
  /** A larger picture is not shown. */
  readonly max?: { readonly bytes: number; readonly source: Source };
  /** From top to bottom, or from left to right in a small form. */
  readonly order: readonly Piece[];
  readonly title: Cut;
  /** Absent where none is shown. */
  readonly description?: Cut;
  readonly facts: readonly Fact[];
}

/** Who says so, in a sentence. */
export function attribution({ kind, name }: Source): string {
  if (kind === 'ours') return 'Our drawing: no source gives this.';
  return kind === 'network' ? `Source: ${name}.` : `Reported by ${name}, not by the network.`;
}
