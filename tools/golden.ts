// `npm run golden`: draws the golden pictures again, and names those that are new, changed or removed.
import { runScript } from '../cli/terminal/script.ts';
import { runProgram } from './run-program.ts';
import { sayWhatChanged } from './what-changed.ts';

const WRITTEN = ['tests/golden/**/*.jpg', 'edge/fallback.jpg'];
const TESTS = ['tests/browser/golden', 'tests/browser/scripts', 'tests/browser/living-scripts', 'tests/browser/photo-golden'];

await runScript({
  call: 'npm run golden --',
  description: 'builds, draws the golden picture of each example and script again, and names those that look different',
  options: {},
  notes: `Pictures of examples that are gone are removed; the default card is edge/fallback.jpg as well. Look at each new and changed
picture before you commit it.`,
  run: async () => (await run('build')) || sayWhatChanged(WRITTEN, () => run('jest', '--', ...TESTS)),
});

/** A script of package.json; gives its exit code. */
function run(script: string, ...args: readonly string[]): Promise<number> {
  return runProgram('npm', ['run', '-s', script, ...args], { env: { EDGECARD_GOLDEN: 'update' } });
}
