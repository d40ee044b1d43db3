// `npm run package` and `npm run deploy` as far as they go before anything is made.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { runOsls } from '../../../tools/osls/run-osls.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { WRONG_VALUES } from '../../tools/package/parameter-examples.ts';

/** In the folder of a finished package, which these commands remove when they begin. */
const marker = projectPath('.serverless', `left-alone-${randomUUID()}`);

beforeEach(async () => {
  await mkdir(projectPath('.serverless'), { recursive: true });
  await writeFile(marker, '');
});
afterEach(async () => {
  await rm(marker, { force: true });
  await rmdir(projectPath('.serverless')).catch(() => {}); // a package is in it
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(script: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [projectPath(script), ...args], (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

const PACKAGE = 'tools/package/package.ts';
const DEPLOY = 'tools/deploy/deploy.ts';

test.each([
  [PACKAGE, ['--help'], 0, /^npm run package: .*--stage NAME.*--param name=value/s],
  [DEPLOY, ['--help', '--stage', 'prod'], 0, /^npm run deploy: .*--dry-run/s],
  [PACKAGE, ['--stage', 'Prod'], 2, /^--stage must be .*; got "Prod"\.\n$/],
  [PACKAGE, ['--packk', 'complete'], 2, /^Unknown option '--packk'\. Did you mean --pack\?/],
  [PACKAGE, ['--stage', 'prod', '--param=alarmEmial=ops@app.com'], 2, /Did you mean alarmEmail\?/],
  [DEPLOY, ['--stage', 'prod', '--param', 'imageHots=a.com'], 2, /Did you mean imageHosts\?/],
])('%s %j acts on nothing, and a package that is there stays', async (script, args, code, said) => {
  const ended = await run(script, args);
  expect(ended.code).toBe(code);
  expect(code === 0 ? ended.out : ended.err).toMatch(said);
  expect(code === 0 ? ended.err : ended.out).toBe('');
  expect((await stat(marker)).isFile()).toBe(true);
});

test('a deployment with many wrong values says what each may be, and begins nothing', async () => {
  const wrong = WRONG_VALUES.map(([name, value]) => [name, String(value)] as const).filter(([, value]) => value !== '');
  const once = new Map(wrong.map(([name, value]) => [name, value]));
  const ended = await run(DEPLOY, ['--stage', 'prod', ...[...once].map(([name, value]) => `--param=${name}=${value}`)]);
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(once.size).toBeGreaterThan(22);
  for (const name of once.keys()) expect(ended.err).toMatch(new RegExp(`^--param ${name}=… must be .+; got ".+"\\.$`, 'm'));
  expect((await stat(marker)).isFile()).toBe(true);
});

test('a failure of osls itself is explained, without its colours and reminders', async () => {
  const folder = await temporaryFolder('osls');
  try {
    await writeFile(
      join(folder.path, 'serverless.yml'),
      `service: a\nframeworkVersion: '4'\nprovider: { name: aws, runtime: nodejs24.x }\ncustom: { x: '\${env:NOT_SET_HERE}' }\n`,
    );
    const failure = await runOsls(['package'], { project: folder.path, verbose: false, endsWithUs: true });
    expect(failure).toMatch(
      /^serverless\.yml asks at custom\.x for an environment variable that is not set: .*\n\nosls says:\n {2}Cannot resolve/,
    );
    expect(failure).not.toMatch(/Environment:|Docs:/);
    expect(failure).not.toContain('\u001b');
  } finally {
    await folder.remove();
  }
});
