// What a failure of osls means, in one sentence with the remedy; its own words follow.

/** osls prints no codes, so it is known by its words. A kind that is not here is shown in its words alone. */
const MEANINGS: readonly (readonly [says: RegExp, meaning: (found: RegExpExecArray) => string])[] = [
  [
    /Cannot resolve variable at "([^"]+)": Value not found at "env" source/,
    ([, at]) => `serverless.yml asks at ${at} for an environment variable that is not set: set it, or write the value down.`,
  ],
  [
    /Cannot resolve variable at "([^"]+)": Value not found at "file" source/,
    ([, at]) => `serverless.yml includes a file at ${at} that is not there: look at its name, and whether it is in the checkout.`,
  ],
  [
    /Cannot resolve variable at "([^"]+)": Value not found at "param" source/,
    ([, at]) => `A parameter that is used at ${at} stands nowhere: write it in serverless.yml, under params and default.`,
  ],
  [
    /Cannot resolve variable at "([^"]+)"/,
    ([, at]) =>
      `A variable (\${…}) at ${at} of serverless.yml, or of what it includes, cannot be resolved: look at its spelling.`,
  ],
  [
    /Configuration error at '?([^':]+)'?: unrecognized property '([^']+)'/,
    ([, at, name]) =>
      `serverless.yml has at ${at} the key ${name}, which osls does not know: look at its spelling and its indentation.`,
  ],
  [/Configuration error at '?([^':]+)/, ([, at]) => `What serverless.yml has at ${at} is not what osls takes there.`],
  [
    /Cannot parse "([^"]+)": ([^\n]*?) in "[^"]*" \((\d+):\d+\)/,
    ([, file, problem, line]) => `${file} is not right YAML in line ${line}: ${problem}.`,
  ],
  [/Typescript compilation failed/, () => 'The code of the functions has type errors: npm run check names them all.'],
  [
    /plugin "([^"]+)" not found/,
    ([, plugin]) => `The plugin ${plugin} is not there: look at plugins in serverless.yml, and run npm ci.`,
  ],
  [
    /Could not (enable|disable) deletion protection for stack "([^"]+)"/,
    ([, how, stack]) =>
      `The stack ${stack} was deployed, but its deletion protection could not be ${how}d: who deploys needs cloudformation:UpdateTerminationProtection, which infra/deploy-role.json gives.`,
  ],
  [/\bENOSPC\b/, () => 'The disk is full: make room, then do it again.'],
  // As Node says it: `EACCES: permission denied, open '/…'`. AWS and others write these words too.
  [
    /\b(?:EACCES|EROFS|EPERM): [^\n']*'([^'\n]+)'/,
    ([, path = '']) => `osls may not write or read ${path}: look at its owner and its rights.`,
  ],
];

const MAX_LINES = 30;

interface Ending {
  /** `package`, `deploy`. */
  readonly command: string;
  /** `exit code 1`, `SIGKILL`. */
  readonly ended: string;
  /** Whether its words have been printed already. */
  readonly verbose: boolean;
}

export function explainOsls(said: string, { command, ended, verbose }: Ending): string {
  const found = MEANINGS.flatMap(([says, meaning]) => {
    const match = says.exec(said);
    return match ? [meaning(match)] : [];
  });
  const sentence = found[0] ?? `serverless ${command} ended with ${ended}.`;
  const words = wordsOf(said);
  if (verbose || words.length === 0) return sentence;
  const more = words.length > MAX_LINES ? [`… and ${words.length - MAX_LINES} more lines: --verbose shows all.`] : [];
  return [sentence, '', 'osls says:', ...[...words.slice(0, MAX_LINES), ...more].map((line) => `  ${line}`)].join('\n');
}

/** Without what it says every time, frames of its own code, and lines that it has said before. */
function wordsOf(said: string): readonly string[] {
  const lines = said.split('\n').map((line) => line.trimEnd());
  const own =
    /^(Environment: |Docs: {2}|Error:$|Learn more about |Remember to add |Packaging |Compiling with |Using local |Typescript compiled|\s+at )/;
  return [...new Set(lines.filter((line) => line !== '' && !own.test(line)))];
}
