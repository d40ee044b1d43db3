/**
 * Finds the word that was probably meant: one that is near, or the only one that begins so. Undefined when there is none, for a wild
 * guess teaches nothing.
 */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const maxMistakes = Math.max(1, Math.floor(typed.length / 3));
  const [best] = words
    .map((word) => ({ word, mistakes: mistakesBetween(typed.toLowerCase(), word.toLowerCase()) }))
    .filter(({ mistakes }) => mistakes <= maxMistakes)
    .sort((a, b) => a.mistakes - b.mistakes);
  const begun = onlyBeginning(typed.toLowerCase(), words);
  // A short word is a typing error away from many.
  return typed.length > 2 ? (begun ?? best?.word) : (best?.word ?? begun);
}

function onlyBeginning(typed: string, words: readonly string[]): string | undefined {
  const [first, ...more] = typed === '' ? [] : words.filter((word) => word.toLowerCase().startsWith(typed));
  return more.length === 0 ? first : undefined;
}

/** Letters left out, put in or exchanged, and neighbours swapped: optimal string alignment. */
function mistakesBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const [before = [], above = []] = [rows[row - 2], rows[row - 1]];
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + same,
          swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(current);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
