// Medians, percentiles and an order that is random and the same in every run.

export interface Summary {
  readonly p50: number;
  readonly p95: number;
  readonly mean: number;
  readonly n: number;
}

export function summarize(values: readonly number[]): Summary {
  return {
    p50: rounded(percentile(values, 0.5)),
    p95: rounded(percentile(values, 0.95)),
    mean: rounded(meanOf(values)),
    n: values.length,
  };
}

/** The value below which this share of the values lies, between two of them where none lies there. Throws for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error('There is no percentile of no values.');
  return below + (above - below) * (place - Math.floor(place));
}

/** The median of each figure over several accounts of the same figures. */
export function mediansOf(accounts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const names = Object.keys(accounts[0] ?? {});
  const valuesOf = (name: string) => accounts.map((account) => account[name] ?? 0);
  return Object.fromEntries(names.map((name) => [name, rounded(percentile(valuesOf(name), 0.5))]));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

/** Numbers from 0 up to 1, the same ones for the same seed (Mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T]; // both places are inside
  }
  return mixed;
}
