// What a deployment brings into the two buckets, and whether the role of CI may.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { RECORD_KEY } from '../../tools/deploy/record.ts';
import { PACKAGE_OPTIONS } from '../../tools/package/options.ts';
import { covers, statementsOf, template } from './deploy-role.ts';

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

/** As CloudFormation names a bucket (seen in serverless/serverless#2791): where it would have more than 63 characters, both parts have 24 at most. */
function bucketName(stack: string, logicalId: string): string {
  const name = [stack, logicalId, 'a1b2c3d4e5f6g'];
  return (name.join('-').length > 63 ? name.map((part) => part.slice(0, 24)) : name).join('-').toLowerCase();
}

test('a stage with the longest name has buckets that the role knows for its own', () => {
  const longest = 'a'.repeat(15);
  expect(PACKAGE_OPTIONS.stage.parse(longest)).toBe(longest);
  expect(PACKAGE_OPTIONS.stage.parse(`${longest}a`)).toBeUndefined();
  expect(template).toHaveProperty('Parameters.Stage.AllowedPattern', '[a-z][a-z0-9-]{0,14}');
  for (const id of ['ServerlessDeploymentBucket', 'PictureBucket', 'CardSiteBucket', 'LogBucket', 'PrerenderRequests'])
    expect(bucketName(`edgecard-${longest}`, id)).toMatch(new RegExp(`^edgecard-${longest}-${id.slice(0, 21).toLowerCase()}`));
});
