const { statSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/** Small tests first: most mutants are caught by the test of their own file, and what comes after it need not be run. */
module.exports = class SmallFirst extends Sequencer {
  sort(tests) {
    const bytes = new Map(tests.map(({ path }) => [path, statSync(path).size]));
    return [...tests].sort((a, b) => bytes.get(a.path) - bytes.get(b.path));
  }
};
