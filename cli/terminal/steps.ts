// What takes longer than two seconds says on standard error what it is doing; what is quick says nothing.
import type { WriteStream } from 'node:tty';

/** A person begins to wonder after this. */
const QUIET_MS = 2000;
/** In a log, where every line stays. */
const REPEAT_INTERVAL_MS = 30_000;
/** On a terminal, where the line is rewritten. */
const REDRAW_MS = 1000;

export interface StepParts {
  /** @default standard error */
  readonly stream?: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>;
  readonly quietMs?: number;
  readonly againMs?: number;
  /** Whether the time that it took stays on the screen, if it was long enough to be shown. */
  readonly keep?: boolean;
}

/** Does the work. `what` begins with a verb in its -ing form: `Building the card site`; a function gives how far it is. */
export async function step<T>(
  what: string | (() => string),
  work: () => Promise<T>,
  {
    stream = process.stderr,
    quietMs = QUIET_MS,
    againMs = stream.isTTY ? REDRAW_MS : REPEAT_INTERVAL_MS,
    keep = false,
  }: StepParts = {},
): Promise<T> {
  const started = performance.now();
  let shown = false;
  let ended = '';
  const said = () => (typeof what === 'string' ? what : what());
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const show = () => {
    const line = `${said()} …${shown ? ` ${seconds()} s` : ''}`;
    // A line that wraps cannot be taken away again.
    stream.write(stream.isTTY ? `\r${line.slice(0, (stream.columns || 80) - 1)}\x1b[K` : `${line}\n`);
    shown = true;
  };
  let timer = setTimeout(() => {
    show();
    timer = setInterval(show, againMs).unref();
  }, quietMs).unref();
  try {
    const done = await work();
    ended = `${said()}: ${seconds()} s\n`;
    return done;
  } finally {
    clearInterval(timer); // or the timeout: Node clears both alike
    if (shown && stream.isTTY) stream.write('\r\x1b[K');
    if (shown && keep) stream.write(ended);
  }
}
