'use strict';
// Closes the run with one plain line, after Jest's own summary.
module.exports = class {
  onRunComplete(_contexts, r) {
    const skipped = r.numPendingTests + r.numTodoTests;
    const failed = r.numFailedTests + r.numRuntimeErrorTestSuites;
    process.once('exit', () =>
      process.stdout.write(`${r.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`),
    );
  }
};
