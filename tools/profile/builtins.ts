// Where V8 keeps its built-in functions in .text. They read tables of their own that lie between them, and a table of traps
// would be a table of wrong jumps; so they are kept whole.
import { type Elf, type Section, sectionNamed } from '../pack/elf.ts';

export interface Stretch {
  readonly address: number;
  readonly size: number;
}

/** Each built-in begins at a multiple of this, and ends in at least one int3. */
const ALIGNMENT = 64;
const INT3 = 0xcc;
/** V8 has some 2,500; nothing else in the file looks like so long a table of ends. */
const MIN_BUILTINS = 1000;

/** Finds the table of where each built-in ends, and then the only place in .text where the ends of code are there. */
export function findBuiltins(file: Uint8Array, elf: Elf): Stretch {
  const ends = longestTableOfEnds(file, sectionNamed(elf, '.rodata'));
  if (ends.length < MIN_BUILTINS) throw new Error('V8’s table of built-ins is not where it has been until now; look for it.');
  const text = sectionNamed(elf, '.text');
  const size = ends.at(-1) ?? 0;
  const code = file.subarray(text.offset, text.offset + text.size);
  const places: number[] = [];
  for (let at = 0; at + size <= code.length; at += ALIGNMENT) {
    if (ends.every((end) => code[at + end - 1] === INT3)) places.push(at);
  }
  const [place] = places;
  if (place === undefined || places.length > 1) throw new Error(`V8’s built-ins may be at ${places.length} places in .text.`);
  return { address: text.address + place, size };
}

/** Pairs of an end and a built-in's number, ascending by the end. */
function longestTableOfEnds(file: Uint8Array, { offset, size }: Section): readonly number[] {
  const words = new Uint32Array(file.buffer, file.byteOffset + offset, size >> 2);
  let longest: readonly number[] = [];
  for (const first of [0, 1]) {
    let ends: number[] = [];
    for (let at = first; at + 1 < words.length; at += 2) {
      const [end = 0, builtin = 0] = [words[at], words[at + 1]];
      const goesOn = end % ALIGNMENT === 0 && end > (ends.at(-1) ?? 0) && builtin < 10_000;
      if (goesOn) ends.push(end);
      else if (ends.length > 0) ends = end > 0 && end % ALIGNMENT === 0 && builtin < 10_000 ? [end] : [];
      if (ends.length > longest.length) longest = ends;
    }
  }
  return longest;
}
