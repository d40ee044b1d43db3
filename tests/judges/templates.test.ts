// cfn-lint and checkov, which nobody here wrote, over every template.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { EXCEPTIONS, excepts } from './exceptions.ts';
import { type Finding, findingsIn } from './findings.ts';
import { writeTemplates } from './judged-templates.ts';

let folder: TemporaryFolder;
let files: readonly string[];
let findings: readonly Finding[];

beforeAll(async () => {
  folder = await temporaryFolder('judged');
  files = await writeTemplates(folder.path);
  findings = await findingsIn(folder.path, files);
}, 300_000);
afterAll(() => folder.remove());

const unexcepted = (found: readonly Finding[]) =>
  found.filter((finding) => !EXCEPTIONS.some((exception) => excepts(exception, finding)));

test('every template is judged', () => {
  expect(files.length).toBeGreaterThanOrEqual(10);
});

test('what is found is excepted with a reason', () => {
  expect(unexcepted(findings)).toEqual([]);
});

test('every exception, and every place in it, excepts something', () => {
  const places = EXCEPTIONS.flatMap((exception) => exception.places.map((place) => ({ ...exception, places: [place] })));
  const idle = places.filter((exception) => !findings.some((finding) => excepts(exception, finding)));
  expect(idle.map(({ rule, places }) => `${rule} ${places}`)).toEqual([]);
});

test.each([
  ['cfn-lint', 'E3003', 'a policy of no bucket', 'PictureBucketPolicy', 'Bucket', undefined],
  ['cfn-lint', 'E3002', 'a property that S3 does not know', 'PictureBucket', 'Versioned', true],
  ['cfn-lint', 'E3030', 'a retention that CloudWatch does not have', 'EdgeLogs', 'RetentionInDays', 31],
  ['cfn-lint', 'E1020', 'a reference to nothing', 'PictureBucketPolicy', 'Bucket', { Ref: 'PictureBuket' }],
  ['checkov', 'CKV_AWS_53', 'a bucket that may be public', 'PictureBucket', 'PublicAccessBlockConfiguration', undefined],
])('%s finds by its rule %s %s', async (judge, rule, _what, id, property, value) => {
  const template = JSON.parse(await readFile(join(folder.path, 'minimal.json'), 'utf8')) as {
    Resources: Record<string, { Properties: Record<string, unknown> }>;
  }; // written above
  const resource = template.Resources[id];
  template.Resources[id] = { ...resource, Properties: { ...resource?.Properties, [property]: value } };
  await writeFile(join(folder.path, 'spoilt.json'), JSON.stringify(template));
  const found = unexcepted(await findingsIn(folder.path, ['spoilt.json']));
  expect(found.map((finding) => `${finding.judge} ${finding.rule}`)).toContain(`${judge} ${rule}`);
  const sameAsBefore = (one: Finding) => findings.some(({ rule, place }) => rule === one.rule && place === one.place);
  for (const { place } of found.filter((one) => !sameAsBefore(one))) expect(place).toContain(id);
});
