// infra/photo-removal.yml as osls packages it: of one mind with the code, and with the functions that it has to wait for.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { at, decideConditions, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { MAX_RECEIVES } from '../../cloud/photos/receives.ts';
import { AGAIN_SECONDS } from '../../cloud/photos/removal/create-photo-remover.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { SETS, watched } from './photo-sets.ts';

let template: StackTemplate;
beforeAll(async () => {
  template = decideConditions(await packageTemplate(SETS[watched]));
}, 240_000);
const properties = (id: string) => template.Resources[id]?.Properties;

describe('The remover and its queue are of one mind', () => {
  const remover = () => properties('PhotoRemoverLambdaFunction');

  test('about time, three tries, and one removal at a time', () => {
    expect(properties('PhotoRemovals')?.['VisibilityTimeout']).toBe(6 * Number(remover()?.['Timeout']));
    expect(at(properties('PhotoRemovals'), 'RedrivePolicy', 'maxReceiveCount')).toBe(MAX_RECEIVES);
    expect(at(properties('PhotoQueue'), 'RedrivePolicy', 'maxReceiveCount')).toBe(MAX_RECEIVES);
    expect(properties('PhotoRemoverEventSourceMappingSQSPhotoRemovals')).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('about the second look: every function that may still draw a removed photo has ended', () => {
    const seconds = ['PhotoWorkerLambdaFunction', 'PrerenderWorkerLambdaFunction'].map((id) =>
      Number(properties(id)?.['Timeout']),
    );
    const [making = 0, drawing = 0] = seconds;
    expect(AGAIN_SECONDS).toBeGreaterThanOrEqual(making + drawing + 60);
    // SQS delays no message for longer.
    expect(AGAIN_SECONDS).toBeLessThanOrEqual(900);
  });

  test('about every variable that the code reads', () => {
    expect(at(remover(), 'Environment', 'Variables')).toEqual({
      STAGE: 'test',
      PHOTO_BUCKET: { Ref: 'PhotoBucket' },
      PICTURE_BUCKET: { Ref: 'PictureBucket' },
      UPLOAD_TABLE: { Ref: 'PhotoUploads' },
      REMOVAL_QUEUE_URL: { Ref: 'PhotoRemovals' },
      DISTRIBUTION_ID: { Ref: 'CloudFrontDistribution' },
      PHOTO_SITE_DISTRIBUTION: '',
    });
  });
});
