import config from '../../jest.config.js';

/** The tests of the rules: no browser and no server, since thousands of mutants each meet them. */
export default {
  ...config,
  rootDir: '../..',
  // Sources too, so that Jest knows which tests a mutant can reach.
  roots: ['<rootDir>/card-schema', '<rootDir>/edge', '<rootDir>/local', '<rootDir>/tests'],
  testMatch: [
    '<rootDir>/tests/{card-schema,edge/core}/**/*.test.ts',
    '<rootDir>/tests/edge/*.test.ts',
    '<rootDir>/tests/tools/docs/readme.test.ts',
  ],
  testPathIgnorePatterns: ['entries.test'], // wants the built bundles
  collectCoverageFrom: undefined,
  coverageThreshold: undefined,
  reporters: ['default'],
  testSequencer: '<rootDir>/tests/mutation/small-first.cjs',
  runner: '<rootDir>/tests/mutation/stop-at-failure.cjs',
};
