/** As the packages of the field read it: CI=false is none. */
const IS_CI = !['', '0', 'false'].includes(process.env['CI'] ?? '');

/**
 * What a command of the project makes right, such as a golden picture of a new template: in CI an error, elsewhere one line, because
 * a test that nobody has broken is not red.
 */
export function remind(sentence: string, isCi = IS_CI): void {
  if (isCi) throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
}
