// `npm start`: the local stack until Ctrl-C. It runs in a process of its own, because Node keeps what it has imported: when a schema
// changes, another process takes its place.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readBuildStart } from '../../card-site/bundle/build-start.ts';
import { logLine } from '../../local/stack/log-line.ts';
import { endWithParent } from '../terminal/end-with-parent.ts';
import { RESTART_NEEDED, type Ready, type RunOptions, readOptions, USAGE } from './start-options.ts';

const SCRIPT = join(import.meta.dirname, 'run.ts');

async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\n\n${USAGE}`);
    return 2;
  }
  let child: ChildProcess | undefined;
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      ending = true;
      child?.kill(signal);
    });
  }
  endWithParent();
  for (let isFirst = true; ; isFirst = false) {
    // Its place is taken only when the source has been built.
    const built = isFirst ? { build: true } : { build: false, builtMs: await readBuildStart() };
    child = fork(SCRIPT, [JSON.stringify({ ...options, ...built } satisfies RunOptions)]);
    child.once('message', isFirst ? printReady : () => console.log(logLine('restarted')));
    const [code] = (await once(child, 'exit')) as [number | null];
    if (ending && code === RESTART_NEEDED) return 0;
    if (code !== RESTART_NEEDED) return code ?? 1;
  }
}

function printReady(message: unknown): void {
  const { text } = message as Ready; // as run.ts sends it
  console.log(`\n${text}\n`);
  console.log('ready: open an address above; Ctrl-C ends everything');
}

process.exitCode = await main(process.argv.slice(2));
