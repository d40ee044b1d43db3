import type { Ranges } from './ranges.ts';

/** A file of a family, with the characters that it draws. */
export interface FontFile {
  readonly ranges: Ranges;
  /** How to load it, where the style sheet does not do that. */
  readonly script?: ScriptFile;
}

/** A file of a script's font, loaded when a text needs it. */
export interface ScriptFile {
  readonly family: string;
  readonly ranges: Ranges;
  /** The file's address for each weight. */
  readonly addresses: Readonly<Record<Weight, string>>;
}

export type Weight = 400 | 700;
