// A project of a main site in a temporary folder of its own, with the package installed from its tarball.
import { execFile } from 'node:child_process';
import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectPath } from '../../project-path.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CARDS_JSON } from './example-cards.ts';

const made = projectPath('dist/main-site');

/** The folder of which npm has made the tarball. */
export const PACKAGE_FOLDER = join(made, 'package');

export interface Consumer extends AsyncDisposable {
  readonly folder: string;
  /** Runs a program in the folder, and gives what it prints. Rejects, with its output, when it fails. */
  run(program: string, ...args: string[]): Promise<string>;
  /** Runs a script of the folder in this Node. */
  node(script: string, ...args: string[]): Promise<string>;
}

/** Installs exactly what the consumer's lock file says, then the package with its own dependency as npm finds it; this project's if left out. */
export async function installConsumer(name: string, packed?: string): Promise<Consumer> {
  const { path: folder, remove } = await temporaryFolder(`consumer-${name}`);
  const run = (program: string, ...args: string[]) => runIn(folder, program, args);
  await cp(projectPath('tests/main-site-package/consumers', name), folder, { recursive: true });
  await writeFile(join(folder, 'cards.json'), CARDS_JSON);
  if ((await readdir(folder)).includes('package-lock.json')) await run('npm', 'ci', ...QUIET);
  await run('npm', 'install', '--no-save', '--no-package-lock', ...QUIET, packed ?? (await tarball()));
  return {
    folder,
    run,
    node: (script, ...args) => run(process.execPath, script, ...args),
    [Symbol.asyncDispose]: remove,
  };
}

const QUIET = ['--prefer-offline', '--no-audit', '--no-fund'];

export async function tarball(): Promise<string> {
  const [name, ...more] = (await readdir(made)).filter((entry) => entry.endsWith('.tgz'));
  if (name === undefined || more.length > 0) throw new Error(`${made} must hold one tarball.`);
  return join(made, name);
}

const FOR_JEST = ['NODE_OPTIONS', 'NODE_ENV', 'NODE_COMPILE_CACHE', 'JEST_WORKER_ID'];

/** As a developer's terminal has it: what Jest and its script set for this process is not meant for the tools of a consumer. */
export function consumerEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !FOR_JEST.includes(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1' };
}

async function runIn(cwd: string, program: string, args: readonly string[]): Promise<string> {
  const options = { cwd, env: consumerEnvironment(), maxBuffer: 16_000_000 };
  return promisify(execFile)(program, args, options).then(
    ({ stdout }) => stdout,
    (error: Error & { readonly stdout?: string; readonly stderr?: string }) => {
      throw new Error(`${program} ${args.join(' ')} failed.\n${error.stdout}\n${error.stderr}`, { cause: error });
    },
  );
}
