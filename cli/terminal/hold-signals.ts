import { onEndingSignal } from './ending-signals.ts';

/** Does work of moments that must not be left half done: a signal that would end the process comes too late to end it. */
export async function holdSignals<T>(work: () => Promise<T>): Promise<T> {
  const release = onEndingSignal(() => {});
  try {
    return await work();
  } finally {
    release();
  }
}
