/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testPathIgnorePatterns: ['<rootDir>/tests/artifact/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': '<rootDir>/tests/support/jest-esbuild.cjs' },
  setupFilesAfterEnv: ['<rootDir>/tests/support/stop-esbuild.ts'],
  collectCoverageFrom: ['card-schema/**/*.ts', 'edge/**/*.ts'],
  coverageProvider: 'v8',
  coverageThreshold: { global: { statements: 95 } },
  coverageReporters: ['text-summary', 'json-summary'],
  reporters: ['default', '<rootDir>/tests/support/jest-summary.cjs'],
  testTimeout: 30_000,
};
