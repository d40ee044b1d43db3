// A command of `npm run cards` in the test's own process, which takes a hundredth of the time that one of its own takes.

import { afterEach, beforeEach } from '@jest/globals';
import { runCommandLine } from '../../cli/command-line.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import type { Outcome } from './run-cards.ts';

/** Every command. */
export const COMMANDS = [
  'new',
  'remove',
  'url',
  'sign',
  'verify',
  'draw',
  'put',
  'photo',
  'prerender',
  'versions',
  'purge',
  'drawing',
  'studio',
  'doctor',
  'cost',
  'traffic',
  'completion',
];

const KEYS = { EDGECARD_SIGNING_KEY: undefined, EDGECARD_PAGE_KEY: undefined };

/** As runCards: in a folder, and with these variables instead of a developer's own keys. One at a time. */
export async function runCommand(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const before = process.cwd();
  const restore = setVariables({ ...KEYS, ...env });
  process.chdir(folder);
  const printed = { out: '', err: '' };
  const add = (where: 'out' | 'err') => (text: string) => {
    printed[where] += `${text}\n`;
  };
  try {
    const code = await runCommandLine(args, { out: add('out'), err: add('err') });
    return { code, ...printed };
  } finally {
    process.chdir(before);
    restore();
  }
}

function setVariables(variables: Readonly<Record<string, string | undefined>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  const set = ([name, value]: readonly [string, string | undefined]) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const variable of Object.entries(variables)) set(variable);
  return () => before.forEach(set);
}

/** For the tests of a file: runs a command in a folder that is new for each test. */
export function commandsInNewFolders() {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder('cards');
  });
  afterEach(() => folder.remove());
  return {
    cards: (args: readonly string[], env?: Readonly<Record<string, string>>) => runCommand(folder.path, args, env),
    folderPath: () => folder.path,
  };
}
