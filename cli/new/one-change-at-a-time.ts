import { madePath } from '../../card-site/bundle/made-path.ts';
import { withLock } from '../../card-site/bundle/process-lock.ts';
import { holdSignals } from '../terminal/hold-signals.ts';

/**
 * Two that enter templates into the lists, or take them out, would both do so in the lists as they were before. `work` is what people call
 * it: `cards new`. It takes moments, and is not left half done for a signal.
 */
export async function oneChangeAtATime<T>(work: string, change: () => Promise<T>): Promise<T> {
  return withLock({ file: madePath('new.lock'), work }, () => holdSignals(change));
}
