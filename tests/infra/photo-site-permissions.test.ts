// What the photo site's function may do: its role against the calls that it makes here.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { at, decideConditions, type Json, listOf, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { decide, type IamRequest } from '../support/iam.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { ID } from '../support/photo-sizes.ts';
import { NAMES, roleStatements } from './deployed-policies.ts';
import { recordSizeCalls } from './recorded-sizes.ts';

const PHOTOS = NAMES['PhotoBucket.Arn'];
const ROLE = 'PhotoVariantRole';
const onlyNew = { 's3:if-none-match': '*' };

let template: StackTemplate;
let calls: readonly IamRequest[];
beforeAll(async () => {
  [template, calls] = await Promise.all([
    packageTemplate({ photos: 'on', photoSite: 'on' }).then(decideConditions),
    recordSizeCalls(),
  ]);
}, 120_000);

describe('The function of the photo site', () => {
  const may = (request: IamRequest) => decide(roleStatements(template, ROLE), request);

  test('may make every call that it made', () => {
    expect(calls.length).toBeGreaterThan(10);
    const refused = calls.filter((request) => may(request) !== 'allowed');
    expect(refused.map(({ action, resource }) => `${action} ${resource}`)).toEqual([]);
  });

  test('needs every permission that it has', () => {
    const each = roleStatements(template, ROLE).flatMap((statement) =>
      listOf(at(statement, 'Action')).flatMap((Action) =>
        listOf(at(statement, 'Resource')).map((Resource) => ({ ...(statement as object), Action, Resource }) as Json),
      ),
    );
    const needless = each
      .filter((statement) => !String(at(statement, 'Action')).startsWith('logs:'))
      .filter((statement) => !calls.some((request) => decide([statement], request) === 'allowed'));
    expect(needless).toEqual([]);
  });

  test.each<[string, IamRequest]>([
    ['read a master', { action: 's3:GetObject', resource: `${PHOTOS}/masters/${ID}.webp` }],
    ['read a photo in review', { action: 's3:GetObject', resource: `${PHOTOS}/reviews/${ID}/1000.jpg` }],
    ['read what people sent', { action: 's3:GetObject', resource: `${NAMES['PhotoInbox.Arn']}/uploads/${ID}` }],
    ['overwrite a size', { action: 's3:PutObject', resource: `${PHOTOS}/photos/${ID}/320x240.jpg` }],
    ['put a record', { action: 's3:PutObject', resource: `${PHOTOS}/photos/${ID}/photo.json`, context: onlyNew }],
    ['put what cards show', { action: 's3:PutObject', resource: `${PHOTOS}/photos/${ID}/1600.jpg`, context: onlyNew }],
    ['delete a record', { action: 's3:DeleteObject', resource: `${PHOTOS}/photos/${ID}/photo.json` }],
    ['delete what cards show', { action: 's3:DeleteObject', resource: `${PHOTOS}/photos/${ID}/1600.jpg` }],
    ['forget a removal', { action: 's3:DeleteObject', resource: `${PHOTOS}/removed/${ID}` }],
    ['read uploads', { action: 'dynamodb:GetItem', resource: NAMES['PhotoUploads.Arn'] }],
  ])('may not %s', (_, request) => {
    expect(may({ ...request, context: { 'aws:SecureTransport': 'true', ...request.context } })).toBe('not allowed');
  });
});
