import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readVectors, type VectorFile } from '../../local/build/signature-vectors.ts';
import { randomVectors } from './random-vectors.ts';

const signers = join(import.meta.dirname, '../../examples/signers');

interface Signer {
  readonly language: string;
  /** Whether it can run here: the language, and what the signer needs besides. */
  readonly probe: readonly [string, ...string[]];
  readonly check: readonly [string, ...string[]];
}

/** All take the file of vectors as an argument, but for Go, whose tests take it from the environment. */
const SIGNERS: readonly Signer[] = [
  { language: 'Python', probe: ['python3', '--version'], check: ['python3', 'python/check.py'] },
  { language: 'Ruby', probe: ['ruby', '-ropenssl', '-e', ''], check: ['ruby', 'ruby/check.rb'] },
  {
    language: 'PHP',
    probe: ['php', '-r', 'exit(class_exists("Normalizer") ? 0 : 1);'],
    check: ['php', '-d', 'display_errors=1', 'php/check.php'],
  },
  { language: 'Go', probe: ['go', 'list', 'golang.org/x/text/unicode/norm'], check: ['go', 'test', '-v', './go', '-args'] },
];

const run = ([command, ...args]: Signer['check'], file = '') =>
  spawnSync(command, file === '' ? args : [...args, file], {
    cwd: signers,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 32 * 1024 * 1024,
    env: {
      ...process.env,
      EDGECARD_VECTORS: file,
      PYTHONDONTWRITEBYTECODE: '1',
      // Where Debian puts golang-golang-x-text-dev; with modules off the test needs no download.
      GO111MODULE: 'off',
      GOFLAGS: '',
      GOPATH: [process.env['GOPATH'], '/usr/share/gocode'].filter(Boolean).join(':'),
    },
  });

// In CI every language is there, and one that is missing is a failure.
const mustRun = process.env['EDGECARD_SIGNERS'] === 'all';
const ours = await readVectors();
const random = await randomVectors(Math.floor(Math.random() * 2 ** 31));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgecard-signers-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(SIGNERS)('the signer in $language', ({ language, probe, check }) => {
  const here = run(probe).status === 0;
  if (!here && !mustRun) process.stderr.write(`The signer in ${language} is not tested: \`${probe.join(' ')}\` fails here.\n`);
  const testHere = here || mustRun ? test : test.skip;

  async function hold(vectors: VectorFile) {
    const file = join(folder, `${language}.json`);
    await writeFile(file, JSON.stringify(vectors));
    const { status, stdout, stderr } = run(check, file);
    expect({
      vectors: vectors.about,
      status,
      stderr,
      wrong: stdout.split('\n').filter((line) => /WRONG|FAIL/.test(line)),
    }).toEqual({
      vectors: vectors.about,
      status: 0,
      stderr: '',
      wrong: [],
    });
    return stdout;
  }

  const counted = (stdout: string, { vectors, refused }: VectorFile) => {
    const passed = [...stdout.matchAll(/--- PASS: TestCardURL(?:SignsTheVectors|Refuses)\//g)].length;
    if (language === 'Go') expect(passed).toBe(vectors.length + refused.length);
    else expect(stdout).toContain(`${vectors.length} vectors, ${refused.length} refusals, 0 wrong`);
  };

  testHere('signs every vector and refuses what is to be refused', async () => counted(await hold(ours), ours), 130_000);

  testHere('signs random texts as card-schema does', async () => counted(await hold(random), random), 130_000);
});

test('the random texts are many, and some of them are to be refused', () => {
  expect(random.vectors.length).toBeGreaterThan(100);
  expect(random.refused.length).toBeGreaterThan(20);
});
