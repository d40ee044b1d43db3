// fast-check with the same cases in every run, so that a commit is green or not whoever tests it. Others are tried by
// `EDGECARD_SEED=N npm test`; a case that fails belongs into the test's table.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.EDGECARD_SEED ?? 1) });

export { fc };
