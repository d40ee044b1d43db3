// Chance that can be repeated: the same seed gives the same cards on every machine.
import { createHash } from 'node:crypto';

export interface Random {
  /** From 0 to just under 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(min: number, max: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** So many of them, each at most once, in any order. */
  some<T>(from: readonly T[], count: number): readonly T[];
}

export function createRandom(seed: string): Random {
  let block = 0;
  let left: number[] = [];
  const next = () => {
    if (left.length === 0) {
      const digest = createHash('sha256').update(`${seed} ${block++}`).digest();
      left = Array.from({ length: 8 }, (_, at) => digest.readUInt32LE(at * 4));
    }
    return (left.pop() ?? 0) / 2 ** 32;
  };
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    integer,
    chance: (share) => next() < share,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new Error('There is nothing to pick from.');
      return from[integer(0, from.length - 1)] as T; // within the bounds, so it is there
    },
    some<T>(from: readonly T[], count: number): readonly T[] {
      const rest = [...from];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(integer(0, rest.length - 1), 1)).flat();
    },
  };
}
