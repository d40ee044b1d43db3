import { parseRanges } from './font-coverage.ts';

const GRAPHIC = /^(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/** The graphic characters of ranges such as `41-5A`, ascending. */
export function graphicCharacters({ ranges }: { readonly ranges: string }): readonly string[] {
  const all = parseRanges(ranges).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)),
  );
  return all.filter((character) => GRAPHIC.test(character));
}
