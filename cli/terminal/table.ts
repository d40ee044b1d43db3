/** Lays rows out in columns for a terminal; `right` are the columns of numbers. */
export function formatTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const lines = rows.map((row) => row.map(inOneLine));
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((row) => (row[column] ?? '').length)));
  const cell = (text: string, column: number) =>
    right.includes(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return lines.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd()).join('\n');
}

/** A stranger's text must not begin another row. */
const inOneLine = (text: string) => text.replace(/[\r\n\u2028\u2029]+/g, ' ');

export function count(value: number): string {
  return value.toLocaleString('en-US');
}
