import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readVectors } from '../../local/build/signature-vectors.ts';

const signers = join(import.meta.dirname, '../../examples/signers');
const file = join(import.meta.dirname, '../../card-schema/signature-vectors.json');
const { vectors, refused } = await readVectors();
const counted = `${vectors.length} vectors, ${refused.length} refusals, 0 wrong`;

/** Where Debian puts golang-golang-x-text-dev; with modules off the test needs no download. */
const GO = { GO111MODULE: 'off', GOFLAGS: '', GOPATH: [process.env['GOPATH'], '/usr/share/gocode'].filter(Boolean).join(':') };

interface Signer {
  readonly language: string;
  /** Whether it can run here: the language, and what the signer needs besides. */
  readonly probe: readonly [string, ...string[]];
  readonly check: readonly [string, ...string[]];
  readonly says: string;
}

const SIGNERS: readonly Signer[] = [
  { language: 'Python', probe: ['python3', '--version'], check: ['python3', 'python/check.py', file], says: counted },
  { language: 'Ruby', probe: ['ruby', '-ropenssl', '-e', ''], check: ['ruby', 'ruby/check.rb', file], says: counted },
  {
    language: 'PHP',
    probe: ['php', '-r', 'exit(class_exists("Normalizer") ? 0 : 1);'],
    check: ['php', '-d', 'display_errors=1', '-d', 'error_reporting=-1', 'php/check.php', file],
    says: counted,
  },
  { language: 'Go', probe: ['go', 'list', 'golang.org/x/text/unicode/norm'], check: ['go', 'test', '-v', './go'], says: 'ok' },
];

const run = ([command, ...args]: Signer['check']) =>
  spawnSync(command, args, { cwd: signers, encoding: 'utf8', timeout: 120_000, env: { ...process.env, ...GO } });

// In CI every language is there, and one that is missing is a failure.
const mustRun = process.env['EDGECARD_SIGNERS'] === 'all';

describe.each(SIGNERS)('the signer in $language', ({ language, probe, check, says }) => {
  const here = run(probe).status === 0;
  if (!here && !mustRun) process.stderr.write(`The signer in ${language} is not tested: \`${probe.join(' ')}\` fails here.\n`);

  (here || mustRun ? test : test.skip)(
    'signs every vector and refuses what is to be refused',
    () => {
      const { status, stdout, stderr } = run(check);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain(says);
      if (language !== 'Go') return;
      for (const { about } of vectors)
        expect(stdout).toContain(`--- PASS: TestCardURLSignsTheVectors/${about.replaceAll(' ', '_')}`);
    },
    130_000,
  );
});

test.each(['python/edgecard.py', 'ruby/edgecard.rb', 'php/edgecard.php', 'go/edgecard.go'])(
  '%s is there to be copied',
  (path) => {
    expect(existsSync(join(signers, path))).toBe(true);
  },
);
