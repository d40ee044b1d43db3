const Runner = require('jest-runner').default;

/**
 * Jest's own runner, which ends with the first file in which a test fails: one is enough to catch a mutant. Stryker turns Jest's
 * `bail` off, because that ends the process.
 */
module.exports = class StopAtFailure extends Runner {
  runTests(tests, watcher, options) {
    this.on('test-file-success', ([, { numFailingTests }]) => {
      // Later, so that the failure is counted first.
      if (numFailingTests > 0) setImmediate(() => watcher.setState({ interrupted: true }));
    });
    return super.runTests(tests, watcher, options);
  }
};
