/** Enough of a comparison for files in which each line is there once. */
export function linesChanged(former: string, text: string): string {
  const [before, after] = [former.split('\n'), text.split('\n')];
  const gone = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
  return [...gone, ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`)].join('\n');
}
