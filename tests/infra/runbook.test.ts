import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

const file = projectPath('infra/runbook.cjs');
const { runbookOf } = createRequire(import.meta.url)(file) as { readonly runbookOf: (remote: string) => string }; // osls wants CommonJS

describe('the address of the runbook', () => {
  test.each([
    'git@github.com:owner/repository.git',
    'https://github.com/owner/repository',
    'https://github.com/owner/repository.git/',
    'ssh://git@github.com:22/owner/repository.git',
  ])('is the page in the repository that git names %s', (remote) => {
    expect(runbookOf(remote)).toBe('https://github.com/owner/repository/blob/main/docs/8-operate.md');
  });

  test('carries no token of the remote into a mail', () => {
    expect(runbookOf('https://ci:s3cret@git.app.com/owner/repository.git')).toBe(
      'https://git.app.com/owner/repository/blob/main/docs/8-operate.md',
    );
  });

  test.each(['', '/srv/edgecard.git', '../edgecard', 'file:///srv/edgecard.git'])(
    'is the path in the repository for %j',
    (remote) => {
      expect(runbookOf(remote)).toBe('docs/8-operate.md');
    },
  );
});
