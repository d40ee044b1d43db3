/** Something that a person should know of a card before it is shared, although the card has an address and can be drawn. */
export interface CardWarning {
  /** What kind of warning it is, for programs: a lower-case word or a few, such as `missing_glyph`. */
  readonly code: string;
  /** The field that it is about, where it is about one. */
  readonly field?: string;
  /** One sentence for people. */
  readonly message: string;
}
