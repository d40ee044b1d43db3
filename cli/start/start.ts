// `npm start`: the local stack until Ctrl-C. It runs in a process of its own, because Node keeps what it has imported: when a schema
// changes, another process takes its place.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { lacks } from '../../local/stack/lacks.ts';
import { logLine } from '../../local/stack/log-line.ts';
import { onEndingSignal } from '../terminal/ending-signals.ts';
import type { Printer } from '../terminal/entry.ts';
import { ExpectedError } from '../terminal/errors.ts';
import { runScript } from '../terminal/script.ts';
import { checkData } from './check-data.ts';
import { lockData } from './lock-data.ts';
import { checkPorts } from './ports-free.ts';
import {
  type Message,
  RESTART_NEEDED,
  type Ready,
  type RunOptions,
  START_OPTIONS,
  type StartOptions,
  startOptionsOf,
} from './start-options.ts';

/** It says in one sentence why a source cannot be loaded. */
const LAUNCHER = join(import.meta.dirname, '../launch.cjs');
const SCRIPT = join(import.meta.dirname, 'run.ts');

await runScript({
  call: 'npm start --',
  description: 'runs everything on this machine, until Ctrl-C or until what started it has ended',
  options: START_OPTIONS,
  examples: ['', '--port 9080 --data /tmp/pictures', '--image-hosts images.app.com'],
  notes: '`setsid npm start > stack.log 2>&1 &` leaves it running when its terminal or script has ended.',
  run: ({ options }, print) => start(startOptionsOf(options), print),
});

async function start(options: StartOptions, print: Printer): Promise<number> {
  await checkPorts(options.port);
  await checkData(options.data);
  const lock = await lockData(options.data, options.port);
  try {
    return await supervise(options, print);
  } finally {
    await lock.close();
  }
}

async function supervise(options: StartOptions, print: Printer): Promise<number> {
  const { refusals, warnings } = lacks();
  if (refusals.length > 0) throw new ExpectedError('limits', refusals.join('\n'));
  for (const warning of warnings) print.err(`Warning: ${warning}`);
  let child: ChildProcess | undefined;
  let ending = false;
  onEndingSignal((signal) => {
    ending = true;
    child?.kill(signal);
  });
  let next: RunOptions['next'];
  for (let isFirst = true; ; isFirst = false) {
    // Its place is taken only when the source has been built.
    const runOptions: RunOptions = next ? { ...options, next } : options;
    child = fork(LAUNCHER, [SCRIPT, JSON.stringify(runOptions)]);
    child.on('message', (message: Message) => {
      if ('next' in message) next = message.next;
      else print.out(isFirst ? readyText(message) : logLine('restarted'));
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    if (signal && !ending) print.err(`The stack was ended by ${signal}.`);
    // Without a code it was ended before it listened to signals, while its modules were loaded.
    if (ending && (code === RESTART_NEEDED || code === null)) return 0;
    if (code !== RESTART_NEEDED) return code ?? 1;
  }
}

function readyText({ text }: Ready): string {
  return `\n${text}\n\nready: open an address above; Ctrl-C ends everything`;
}
