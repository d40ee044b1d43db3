// `npm run golden`: draws the golden pictures again, and names those that are new, changed or removed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { projectPath } from '../project-path.ts';
import { sayWhatChanged } from './what-changed.ts';

const USAGE = `Usage: npm run golden

Builds, draws the golden picture of each example and script again, and writes those that look different into tests/golden; the
default card is edge/fallback.jpg as well. Pictures of examples that are gone are removed. Look at each new and changed one.`;

const WRITTEN = ['tests/golden/**/*.jpg', 'edge/fallback.jpg'];
const TESTS = ['tests/browser/golden', 'tests/browser/scripts', 'tests/browser/living-scripts'];

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
if (values.help) console.log(USAGE);
else process.exitCode = (await run('build')) || (await sayWhatChanged(WRITTEN, () => run('jest', '--', ...TESTS)));

/** A script of package.json; gives its exit code. */
async function run(script: string, ...args: readonly string[]): Promise<number> {
  const env = { ...process.env, EDGECARD_GOLDEN: 'update' };
  const child = spawn('npm', ['run', '-s', script, ...args], { cwd: projectPath(), stdio: 'inherit', env });
  const [code] = (await once(child, 'close')) as [number | null]; // as documented; a spawn that fails rejects
  return code ?? 1;
}
