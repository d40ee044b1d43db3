import { availableParallelism } from 'node:os';
import { keepFromProxy } from './local/http/get.ts';
import { projectPath } from './project-path.ts';
import { leftOutFiles, leftOutSentence } from './tools/check/left-out-files.ts';

const leftOut = leftOutFiles();
const sentence = leftOutSentence(leftOut);
if (sentence !== undefined) console.error(sentence); // standard output may be a report's
/** Patterns for Jest, which takes them for regular expressions. */
const leftOutPatterns = leftOut.files.map((file) => `/${RegExp.escape(file)}$`);

// No test depends on the AWS settings of the person who runs it; a test that is about them has its own. Workers and what they start inherit this.
for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
Object.assign(process.env, { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' });
// Nor on the folder in which the user of npm stands: a path that a test gives to a command is in the folder that the test starts it in.
delete process.env['INIT_CWD'];
// Nor does a proxy come between tests and the servers on this machine, with NODE_USE_ENV_PROXY.
for (const hostname of ['127.0.0.1', 'localhost', '[::1]']) keepFromProxy(hostname);

/** What all lanes have in common. */
export const shared = {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': '<rootDir>/tests/support/jest-esbuild.cjs' },
  setupFilesAfterEnv: ['<rootDir>/tests/support/stop-esbuild.ts'],
  collectCoverageFrom: [
    'card-schema/**/*.ts',
    'edge/**/*.ts',
    'cloud/**/*.ts',
    '!edge/adapters/browser/page-functions.ts', // runs in the page, where there are no counters
  ],
  testPathIgnorePatterns: ['/node_modules/', ...leftOutPatterns],
};

/** The tests of a folder of tests/. */
const lane = (folder) => ({ ...shared, displayName: folder, roots: [`<rootDir>/tests/${folder}`] });

/** @type {import('jest').Config} */
export default {
  projects: [
    // The folder of a test file says what it needs: integration/ seconds, for processes, codecs or
    // thousands of cases; browser/ Chromium, or the built card site; infra/ osls or npm; thorough/ much
    // time, or another language, which CI alone has; judges/ and moto/ programs of Python; artifact/ the zips of `npm run package`;
    // main-site-package/ npm's registry. All others need nothing but Node.
    {
      ...shared,
      displayName: 'unit',
      testPathIgnorePatterns: [
        ...shared.testPathIgnorePatterns,
        `^${RegExp.escape(projectPath('tests'))}/(integration|browser|infra|thorough|artifact|main-site-package|judges|moto)/`,
      ],
    },
    lane('integration'),
    lane('browser'),
    lane('infra'),
    lane('thorough'),
    lane('judges'),
    {
      ...lane('moto'),
      globalSetup: '<rootDir>/tests/moto/start-moto.ts',
      globalTeardown: '<rootDir>/tests/moto/stop-moto.ts',
    },
    lane('artifact'),
    {
      ...lane('main-site-package'),
      // Projects of their own.
      modulePathIgnorePatterns: ['<rootDir>/tests/main-site-package/consumers/'],
      globalSetup: '<rootDir>/tests/main-site-package/make-package.ts',
      setupFilesAfterEnv: [...shared.setupFilesAfterEnv, '<rootDir>/tests/main-site-package/timeout.ts'],
    },
  ],
  // Jest itself would take one on a machine of two cores.
  maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
  // Two files share two cores. What has to be fast says so in its test.
  testTimeout: 60_000,
  // That of V8 gets dearer with each file: it looks at every function that the files before have left in the process.
  coverageProvider: 'babel',
  coverageThreshold: { global: { statements: 95 } },
  coverageReporters: ['text-summary', 'json-summary'],
  collectCoverageFrom: shared.collectCoverageFrom,
  reporters: ['default', '<rootDir>/tests/support/jest-summary.cjs'],
};
