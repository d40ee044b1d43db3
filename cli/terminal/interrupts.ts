import { onEndingSignal } from './ending-signals.ts';

/** `npm run` passes Ctrl-C on, and the terminal sends it as well: what comes so soon after the first is the same key. */
const SAME_KEY_MS = 500;

export interface Interrupts {
  /** Aborted by the first Ctrl-C. */
  readonly stopping: AbortSignal;
  /** Hands the signals back. */
  release(): void;
}

export interface InterruptParts {
  /** Called at the first. */
  readonly onStop: () => void;
  readonly endNow?: () => void;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** The first Ctrl-C (or SIGTERM, or hang-up) asks for an end, the second makes one. */
export function onInterrupt({
  onStop,
  endNow = () => process.exit(INTERRUPTED),
  now = () => performance.now(),
}: InterruptParts): Interrupts {
  const controller = new AbortController();
  let first = Number.NaN;
  const interrupt = () => {
    if (controller.signal.aborted) {
      if (now() - first > SAME_KEY_MS) endNow();
      return;
    }
    first = now();
    controller.abort();
    onStop();
  };
  return { stopping: controller.signal, release: onEndingSignal(interrupt) };
}

/** As a shell says it of a command that SIGINT ended: 128 and the signal's number. */
export const INTERRUPTED = 130;
