import base from '../../jest.config.js';

/** What `npm run package` made, as Lambda runs it: `npm run package && npm run test:artifact`. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/tests/artifact'],
  testPathIgnorePatterns: [],
  testTimeout: 60_000,
};
