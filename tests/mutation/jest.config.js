import { shared } from '../../jest.config.js';

/** The tests of the rules: no browser and no server, since thousands of mutants each meet them. */
export default {
  ...shared,
  rootDir: '../..',
  // Sources too, so that Jest knows which tests a mutant can reach.
  roots: ['<rootDir>/card-schema', '<rootDir>/edge', '<rootDir>/local', '<rootDir>/tools', '<rootDir>/tests'],
  testMatch: [
    '<rootDir>/tests/{card-schema,edge/core}/**/*.test.ts',
    '<rootDir>/tests/edge/*.test.ts',
    '<rootDir>/tests/integration/{card-schema,edge}/**/*.test.ts',
    '<rootDir>/tests/tools/docs/*.test.ts',
  ],
  collectCoverageFrom: undefined,
  reporters: ['default'],
  testSequencer: '<rootDir>/tests/mutation/small-first.cjs',
  runner: '<rootDir>/tests/mutation/stop-at-failure.cjs',
};
