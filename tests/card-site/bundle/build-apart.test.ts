import { getEventListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildInChildProcess, readReport } from '../../../card-site/bundle/build-in-child-process.ts';
import { machineFailureIn } from '../../../card-site/bundle/machine-failure.ts';
import { explainError } from '../../../cli/terminal/explain-error.ts';
import { isRunning } from '../../support/processes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const REPORT = { name: 'card-site-0123456789abcdef0123' };

test('reads the report below what a schema has printed', () => {
  expect(readReport(`\nquote: 280\n{"a":1}\n${JSON.stringify(REPORT)}`)).toEqual(REPORT);
  expect(readReport(`no line end\n${JSON.stringify(REPORT)}`)).toEqual(REPORT);
});

test.each(['', '\n', 'printed', `${JSON.stringify(REPORT)}\nprinted at the end`])('says that %j is not a report', (output) => {
  expect(() => readReport(output)).toThrow(
    /^The build of the card site reports nothing that can be read; its output ends with "/,
  );
});

test('an abort ends the process of the build', async () => {
  const before = new Set(children());
  const stopping = new AbortController();
  const building = buildInChildProcess('card-site', stopping.signal);
  const [pid = 0] = children().filter((child) => !before.has(child));
  expect(isRunning(pid)).toBe(true);
  stopping.abort();
  await expect(building).rejects.toThrow();
  expect(isRunning(pid)).toBe(false);
});

/** In place of report-build.ts. */
async function buildBy(script: string, signal?: AbortSignal): Promise<string | undefined> {
  await using folder = await temporaryFolder('build-apart');
  const file = join(folder.path, 'script.ts');
  await writeFile(file, script);
  return await buildInChildProcess('card-site', signal, file);
}

test('a build that has ended leaves nothing at the signal', async () => {
  const { signal } = new AbortController();
  expect(
    await buildBy(`console.log('printed'); process.stdout.write('\\n' + ${JSON.stringify(JSON.stringify(REPORT))});`, signal),
  ).toBe(REPORT.name);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('what the system refuses is explained as anywhere else', async () => {
  const refused = { code: 'ENOSPC', syscall: 'write', errno: -28, path: '/full/index.js' };
  const failing = buildBy(
    `process.stdout.write(${JSON.stringify(JSON.stringify({ name: null, refused }))}, () => process.exit(1));`,
  );
  await expect(failing).rejects.toMatchObject({
    ...refused,
    message: 'The card site cannot be built on this machine: write /full/index.js: no space left on device (ENOSPC).',
  });
  expect(explainError(await failing.catch((error: unknown) => error))).toMatchObject({
    code: 'ENOSPC',
    message: expect.stringMatching(/^Cannot write \/full\/index\.js: the disk is full/),
    exitCode: 1,
  });
});

test.each<[string, string, RegExp]>([
  [
    'is killed',
    `process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);`,
    /^The build was ended by SIGKILL, .*MB of memory/,
  ],
  [
    'runs out of memory',
    `console.error('FATAL ERROR: heap'); process.abort();`,
    /^The build was ended by SIGABRT, .*build again\.$/,
  ],
  ['says nothing', 'process.exit(3);', /^The build ended with exit code 3, and said nothing: build again\.$/],
  ['complains', `console.error('a.css:3: no such color'); process.exit(1);`, /^a\.css:3: no such color$/],
])('a build that %s is one sentence', async (_, script, message) => {
  await expect(buildBy(script)).rejects.toMatchObject({ code: 'build_failed', message: expect.stringMatching(message) });
});

test.each<[string, unknown, object | undefined]>([
  [
    'Node',
    Object.assign(new Error('EMFILE'), { code: 'EMFILE', syscall: 'open', errno: -24, path: '/a' }),
    { code: 'EMFILE', path: '/a' },
  ],
  [
    'a cause',
    new Error('x', { cause: Object.assign(new Error('EROFS'), { code: 'EROFS', syscall: 'mkdir' }) }),
    { syscall: 'mkdir' },
  ],
  [
    'the bundler',
    Object.assign(new Error('Build failed with 1 error'), {
      errors: [new Error('Failed to write file in /b/c d.js\n\nCaused by:\n    File too large (os error 27)')],
    }),
    { code: 'EFBIG', syscall: 'write', errno: -27, path: '/b/c d.js' },
  ],
  ['a file that is not there', Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'open' }), undefined],
  ['a mistake', new Error('Unexpected "const"'), undefined],
])('what %s says: whether the machine is to blame', (_, error, expected) => {
  const found = machineFailureIn(error);
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(expected);
});

/** The processes that this one has started. */
function children(): readonly number[] {
  const text = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}
