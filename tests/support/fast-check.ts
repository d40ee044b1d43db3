// fast-check with the same cases in every run, so that a commit is green or not on every machine. Others are tried by
// `EDGECARD_SEED=N npm test`; a case that fails belongs into the test's table.
import fc from 'fast-check';

/** A seed that is not a number would be taken for 0: the same cases again, and nobody would know. */
export function wholeSeed(text = '1'): number {
  const seed = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw new Error(`EDGECARD_SEED must be a whole number; it is ${text}.`);
  return seed;
}

fc.configureGlobal({ seed: wholeSeed(process.env.EDGECARD_SEED) });

export { fc };
