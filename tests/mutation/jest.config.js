import config from '../../jest.config.js';

/** The tests of the rules: no browser and no server, since thousands of mutants each meet them. */
export default {
  ...config,
  rootDir: '../..',
  testMatch: ['<rootDir>/tests/{card-schema,edge/core}/**/*.test.ts', '<rootDir>/tests/edge/*.test.ts'],
  testPathIgnorePatterns: ['entries.test'], // wants the built bundles
  collectCoverageFrom: undefined,
  coverageThreshold: undefined,
  reporters: ['default'],
};
