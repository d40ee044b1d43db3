// The process that start.ts starts: the stack, until it is stopped or a change of the source needs a restart. It sends its addresses,
// and what to print of them.
import { firstLook } from '../../local/stack/first-look.ts';
import { logLine } from '../../local/stack/log-line.ts';
import { type Stack, startStack } from '../../local/stack/stack.ts';
import type { NextBuild } from '../../local/studio/follow-source.ts';
import { onEndingSignal } from '../terminal/ending-signals.ts';
import { explainError, formatError } from '../terminal/explain-error.ts';
import { takenPort } from './ports-free.ts';
import { type Message, RESTART_NEEDED, type RunOptions } from './start-options.ts';
import { whenStarted } from './when-started.ts';

/** What still runs has this long to end; then it is cut off, and the ports are free. */
const MAX_CLOSING_MS = 2000;

/** Another program may have taken a port since start.ts looked. */
async function complaint(error: unknown, port: number): Promise<string> {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return takenPort(port, 'port' in error ? Number(error.port) : port);
  return formatError(explainError(error));
}

async function run({ port, ...options }: RunOptions): Promise<void> {
  let stack: Stack | undefined;
  let stopping = false;
  const stop = (exitCode = 0) => {
    // npm passes Ctrl-C on, and the terminal sends it as well.
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(exitCode), MAX_CLOSING_MS).unref();
    Promise.resolve(stack?.close()).then(
      () => process.exit(exitCode),
      (error: unknown) => {
        console.error(formatError(explainError(error)));
        process.exit(1);
      },
    );
  };
  onEndingSignal(() => stop());
  // The process that started this one is gone: nobody could end this one any more.
  process.on('disconnect', () => stop());
  // Nobody reads the log any more (`| head`), or its disk is full: the stack goes on in silence.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

  const log = (event: string, fields?: Readonly<Record<string, unknown>>) => console.log(logLine(event, fields));
  const onRestartNeeded = (next: NextBuild) => {
    process.send?.({ next } satisfies Message);
    log('restart', { reason: 'the source has changed in what only a new process takes in' });
    // The sources may change before all has started, and what has not started cannot be closed.
    void whenStarted(starting, () => stop(RESTART_NEEDED));
  };
  const starting = startStack({ port, ...options, studio: true, onRestartNeeded, log });
  try {
    stack = await starting;
  } catch (error) {
    console.error(await complaint(error, port));
    process.exit(1);
  }
  const { cdn, mainSite, cardSite, s3, studio = '', photoApi = '', photoSite = '' } = stack;
  const addresses = { cdn, mainSite, cardSite, s3, studio, photoApi, photoSite };
  process.send?.({ addresses, text: await firstLook(addresses) } satisfies Message);
}

await run(JSON.parse(process.argv[2] ?? '') as RunOptions); // as start.ts wrote it
