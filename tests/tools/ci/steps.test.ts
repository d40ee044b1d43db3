import { execFile } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';

/** The steps, with a first run and an `npm` that print what we say, and fail if it has failures. */
const SCRIPT = `
  source tools/ci/steps.sh
  printed() { printf '%s\\n' "$1"; ! grep -q '^failed: ' <<<"$1"; }
  first() { printed "$FIRST"; }
  npm() { printed "$SECOND"; }
  export -f printed
  tests first
  finish
  status=$?
  rm -f "$output"
  exit "$status"
`;

interface Outcome {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

function runTests(first: string, second = ''): Promise<Outcome> {
  const env = { ...process.env, FIRST: first, SECOND: second };
  return new Promise((resolve) => {
    execFile('bash', ['-c', SCRIPT], { cwd: projectPath(), env }, (error, stdout) =>
      resolve({ ok: !error, lines: stdout.trim().split('\n') }),
    );
  });
}

describe('a step of tests', () => {
  test.concurrent('counts what passed', async () => {
    const { ok, lines } = await runTests('5 passed, 0 failed');
    expect(ok).toBe(true);
    expect(lines.at(-1)).toBe('5 passed, 0 failed');
  });

  test.concurrent('runs files with failures once more, and reports what did not fail again', async () => {
    const { ok, lines } = await runTests('failed: tests/browser/a.test.ts\n4 passed, 1 failed', '3 passed, 0 failed');
    expect(ok).toBe(true);
    expect(lines).toContain('FLAKY: 1 of 1 failures of a first run did not happen again, in tests/browser/a.test.ts');
    expect(lines.at(-1)).toBe('5 passed, 0 failed');
  });

  test.concurrent('fails what fails twice', async () => {
    const failure = 'failed: tests/browser/a.test.ts\n4 passed, 1 failed';
    const { ok, lines } = await runTests(failure, failure);
    expect(ok).toBe(false);
    expect(lines.at(-1)).toBe('4 passed, 1 failed');
  });

  test.concurrent('fails if tests were skipped', async () => {
    const { ok, lines } = await runTests('5 passed, 0 failed, 2 skipped');
    expect(ok).toBe(false);
    expect(lines).toContain('FAILED: tests were skipped');
  });

  test.concurrent('fails if tests were skipped in a first run, and the second has none of them', async () => {
    const first = 'failed: tests/browser/a.test.ts\n4 passed, 1 failed, 2 skipped';
    const { ok, lines } = await runTests(first, '3 passed, 0 failed');
    expect(ok).toBe(false);
    expect(lines).toContain('FAILED: tests were skipped');
    expect(lines.at(-1)).toBe('5 passed, 1 failed');
  });

  test.concurrent.each(['tests/artifact/zips.test.ts', 'tests/main-site-package/signs.test.ts'])(
    'runs %s only once',
    async (file) => {
      const { ok, lines } = await runTests(`failed: ${file}\n4 passed, 1 failed`, '5 passed, 0 failed');
      expect(ok).toBe(false);
      expect(lines).not.toContain(`── once more: ${file}`);
      expect(lines.at(-1)).toBe('4 passed, 1 failed');
    },
  );
});
