'use strict';
const { relative } = require('node:path');

/** What the tests left open has this long to end by itself, in ms. */
const MAX_OPEN_MS = 30_000;

// Closes the run with plain lines, after Jest's own summary: the files with failures, and the counts. And ends it, whatever the tests left
// open: on a machine of two cores all of them run in Jest's own process, which one forgotten connection would keep for ever.
module.exports = class {
  constructor({ rootDir, watch, watchAll }) {
    this.rootDir = rootDir;
    this.watches = watch || watchAll;
  }

  onRunComplete(_contexts, r) {
    const skipped = r.numPendingTests + r.numTodoTests;
    const failed = r.numFailedTests + r.numRuntimeErrorTestSuites;
    const files = r.testResults
      .filter(({ numFailingTests, testExecError }) => numFailingTests > 0 || testExecError)
      .map(({ testFilePath }) => relative(this.rootDir, testFilePath));
    process.once('exit', () => {
      if (files.length > 0) process.stdout.write(`failed: ${files.join(' ')}\n`);
      process.stdout.write(`${r.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`);
    });
  }

  /** Jest asks for this when every reporter is done, that of the coverage too. */
  getLastError() {
    if (this.watches) return;
    const leave = () => {
      const open = process.getActiveResourcesInfo().join(', ');
      process.stderr.write(`Still open ${MAX_OPEN_MS / 1000} s after the last test, and left behind: ${open}.\n`);
      process.exit(); // with the status that Jest has chosen
    };
    setTimeout(leave, MAX_OPEN_MS).unref();
  }
};
