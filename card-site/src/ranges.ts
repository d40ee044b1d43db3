// Sets of code points as the build writes them: gaps and lengths in base 36, so that 14,000 characters take 14 kB.

/** First and last of each range, ascending. */
export type Ranges = readonly (readonly [first: number, last: number])[];

export function readRanges(text: string): Ranges {
  let before = 0;
  return text.split(',').map((range) => {
    const [gap = '', length = '1'] = range.split('.');
    const first = before + Number.parseInt(gap, 36);
    before = first + Number.parseInt(length, 36);
    return [first, before - 1];
  });
}

export function inRanges(ranges: Ranges, number: number): boolean {
  let from = 0;
  let to = ranges.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const [first, last] = ranges[middle] ?? [0, 0];
    if (number < first) to = middle;
    else if (number > last) from = middle + 1;
    else return true;
  }
  return false;
}
