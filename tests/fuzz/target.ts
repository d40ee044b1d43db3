// What the fuzzer drives.
import type { Random } from '../../tools/profile/gallery/random.ts';

export interface Target {
  readonly name: string;
  readonly seeds: readonly string[];
  /** Takes an input, throws when a promise is broken. Gives the result in a few words: a new word is a new outcome. */
  readonly run: (input: string, random: Random) => string | Promise<string>;
  /** Hostile inputs of any length, for those that take more than 1,024 characters; its time must grow no faster than they do. */
  readonly long?: Readonly<Record<string, (length: number) => string>>;
  /** Each twice the one before; those of growth.ts where nothing is said. */
  readonly lengths?: readonly number[];
}
