// A function that can be ended in the middle of its work, as Lambda and the machines below it do.
import type { Work } from './photo-queue.ts';

/** A port of which no call is answered once the function has ended. */
export type Live = <Port extends object>(name: string, port: Port) => Port;

export interface Mortal {
  readonly work: Work;
  /** Ends it once, after the so many-th call of `store.put` or another has had its effect. */
  endAfter(step: string, count?: number): void;
  /** How often it was ended. */
  ended(): number;
}

const never = new Promise<never>(() => {});

/** `open` makes the function anew for each delivery: of one that has ended, nothing goes on. */
export function createMortal(open: (live: Live) => Work): Mortal {
  let step = '';
  let left = 0;
  let ended = 0;
  return {
    endAfter(name, count = 1) {
      [step, left] = [name, count];
    },
    ended: () => ended,
    work(event, remainingMs) {
      let isOver = false;
      return new Promise((resolve, reject) => {
        const live: Live = (name, port) => {
          const methods = Object.entries(port).map(([method, act]: [string, (...args: unknown[]) => unknown]) => {
            const call = async (...args: unknown[]) => {
              const result = isOver ? never : await act(...args);
              if (`${name}.${method}` === step && --left === 0) {
                isOver = true;
                ended++;
                reject(new Error('The function has ended.'));
              }
              return isOver ? never : result;
            };
            return [method, call] as const;
          });
          return Object.fromEntries(methods) as typeof port; // the same methods
        };
        open(live)(event, remainingMs).then(resolve, reject);
      });
    },
  };
}
