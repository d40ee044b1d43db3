// Medians and percentiles.

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
