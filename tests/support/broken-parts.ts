// Ports of the photo worker that break at a call: once, as a service does that is not well, or for good, as for a worker that is dead.
import type { PhotoWorkerParts } from '../../cloud/photos/create-photo-worker.ts';

export type Breaking =
  /** The worker ends before the call has had its effect, or after. */
  | 'dies before'
  | 'dies after'
  /** The call fails, without its effect or, its answer being lost, with it. */
  | 'fails before'
  | 'fails after';

export interface BrokenParts {
  readonly change: (parts: PhotoWorkerParts) => PhotoWorkerParts;
  /** Names of calls, such as `put`, in order. */
  readonly calls: readonly string[];
  /** From now on everything works, as for the next worker. */
  mend(): void;
}

/** Breaks the call of this number, from 1; with 0 it only counts. */
export function breakAt(number: number, how: Breaking): BrokenParts {
  const calls: string[] = [];
  let isMended = false;
  let isDead = false;

  async function call<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (isMended) return work();
    if (isDead) throw new Error('A worker that is dead calls nobody.');
    calls.push(name);
    if (calls.length !== number) return work();
    isDead = how.startsWith('dies');
    if (how.endsWith('after')) await work();
    throw new Error(`${name} does not answer.`);
  }

  /** Every method of a port goes through `call`. */
  function broken<Port extends object>(port: Port): Port {
    const methods = Object.entries(port).map(([name, method]: [string, (...args: unknown[]) => Promise<unknown>]) => [
      name,
      (...args: unknown[]) => call(name, () => method(...args)),
    ]);
    return Object.fromEntries(methods) as Port; // the same methods
  }

  return {
    calls,
    change: (parts) => ({
      ...parts,
      store: broken(parts.store),
      table: broken(parts.table),
      make: (order) => call('make', () => parts.make(order)),
    }),
    mend() {
      isMended = true;
    },
  };
}
