// `npm run mutation`: changes one thing at a time in the rules of edge/core and card-schema, and asks the tests whether they notice.
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  // The templates' own files are labels, limits and examples: the pictures in tests/golden judge them.
  mutate: ['edge/core/**/*.ts', 'card-schema/*.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'tests/mutation/jest.config.js', enableFindRelatedTests: true },
  disableTypeChecks: false, // esbuild checks none, and a test reads the guard's first line
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 30_000, // a busy machine is not a mutant that was caught
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'dist/mutation.json' },
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['/dist', '/coverage', '/.edgecard'],
  thresholds: { high: 95, low: 90, break: 85 },
  allowEmpty: false,
};
