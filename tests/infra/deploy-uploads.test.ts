// What a deployment brings into the two buckets, and whether the role of CI may.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { RECORD_KEY } from '../../tools/deploy/record.ts';
import { covers, statementsOf } from './deploy-role.ts';

const files = readdirSync(projectPath('infra/pictures'), { recursive: true, withFileTypes: true }).filter((file) =>
  file.isFile(),
);
const pictures = files.map(({ parentPath, name }) => relative(projectPath('infra/pictures'), join(parentPath, name)));
// As tools/package/make-package.ts places them.
const keys = [
  ...[...pictures, 'fallback.jpg', `packs/${'a'.repeat(64)}`].map((key) => `edgecard-prod-picturebucket-1/${key}`),
  ...['assets/page.js', 'index.html', 'studio.html', 'pages/0123456789ab.html', RECORD_KEY].map(
    (key) => `edgecard-prod-cardsitebucket-1/${key}`,
  ),
];
const own = statementsOf('DeployCalls').filter(({ Effect, Sid }) => Effect === 'Allow' && Sid.endsWith('Uploads'));
test.each(keys)('the role that deploys may look for and write %s', (key) => {
  for (const action of ['s3:PutObject', 's3:GetObject'])
    expect(own.filter((statement) => covers(statement, action, `arn:aws:s3:::${key}`))).toHaveLength(1);
});
