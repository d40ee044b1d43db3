'use strict';
/** What the tests left open has this long to end by itself, in ms. */
const PATIENCE_MS = 30_000;

// Closes the run with one plain line, after Jest's own summary; and ends it, whatever the tests left open: on a machine of two cores all
// of them run in Jest's own process, which one forgotten connection would keep for ever.
module.exports = class {
  onRunComplete(_contexts, r) {
    const skipped = r.numPendingTests + r.numTodoTests;
    const failed = r.numFailedTests + r.numRuntimeErrorTestSuites;
    process.once('exit', () =>
      process.stdout.write(`${r.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`),
    );
    const leave = () => {
      const open = process.getActiveResourcesInfo().join(', ');
      process.stderr.write(`Still open ${PATIENCE_MS / 1000} s after the last test, and left behind: ${open}.\n`);
      process.exit(); // with the status that Jest has chosen
    };
    setTimeout(leave, PATIENCE_MS).unref();
  }
};
