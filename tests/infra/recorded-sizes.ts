// What the photo site's function asks AWS for, as IAM is asked about it, with the adapters that it is deployed with.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createS3Photos } from '../../cloud/photos/adapters/s3-photos.ts';
import { createUploadTable } from '../../cloud/photos/adapters/upload-table.ts';
import { createPhotoVariant } from '../../cloud/photos/create-photo-variant.ts';
import { recordKey, variantKey } from '../../cloud/photos/photo-keys.ts';
import { startAwsServer } from '../doubles/aws/aws-server.ts';
import { createUploadRows } from '../doubles/aws/upload-rows.ts';
import type { IamRequest } from '../support/iam.ts';
import { ID, RECORD } from '../support/photo-sizes.ts';
import { asIamRequests, CREDENTIALS, clientAt, startRecordedS3 } from '../support/recorded-s3.ts';
import { NAMES } from './deployed-policies.ts';

const nameIn = (arn: string) => arn.split(/[:/]/).at(-1) ?? '';
const Bucket = nameIn(NAMES['PhotoBucket.Arn']);
const TABLE = nameIn(NAMES['PhotoUploads.Arn']);

/** A size that is made, one that is there, a photo that is not, and one that is removed while it is made. */
export async function recordSizeCalls(): Promise<readonly IamRequest[]> {
  const s3 = await startRecordedS3();
  const asked: string[] = [];
  const aws = await startAwsServer({
    json: createUploadRows(TABLE).operations,
    before: ({ name }) => void asked.push(name.split('.')[1] ?? ''),
  });
  const dynamo = new DynamoDBClient({ region: 'us-east-1', endpoint: aws.endpoint, credentials: CREDENTIALS });
  try {
    await s3.owner.send(new CreateBucketCommand({ Bucket }));
    await s3.owner.send(new PutObjectCommand({ Bucket, Key: variantKey(ID, '1600'), Body: 'whole' }));
    await s3.owner.send(new PutObjectCommand({ Bucket, Key: recordKey(ID), Body: JSON.stringify(RECORD) }));
    const calls: IamRequest[] = [];
    s3.calls.length = 0;
    const removeRecord = async () => {
      calls.push(...s3.calls.flatMap(asIamRequests));
      await s3.owner.send(new DeleteObjectCommand({ Bucket, Key: recordKey(ID) }));
      s3.calls.length = 0;
    };
    const variant = createPhotoVariant({
      store: createS3Photos({ client: clientAt(s3.endpoint), inbox: '', bucket: Bucket }),
      table: createUploadTable({ client: dynamo, name: TABLE }),
      decode: async (data) => ({ data, width: 1600, height: 1200 }),
      async encode(_, { width }) {
        if (width === 64) await removeRecord();
        return Buffer.from(`${width} pixels`);
      },
      ...{ stage: 'test', log: () => {} },
    });
    const statuses: (number | undefined)[] = [];
    for (const file of ['320x240.jpg', '320x240.jpg', '64x48.avif', '32x24.webp']) {
      const requestContext = { requestId: file, http: { method: 'GET' } };
      statuses.push((await variant({ rawPath: `/photos/${ID}/${file}`, requestContext })).statusCode);
    }
    if (statuses.join() !== '200,200,404,404') throw new Error(`The photo site answered ${statuses}.`);
    const ofTable = asked.map((operation) => ({ action: `dynamodb:${operation}`, resource: NAMES['PhotoUploads.Arn'] }));
    return [...calls, ...s3.calls.flatMap(asIamRequests), ...ofTable];
  } finally {
    dynamo.destroy();
    await Promise.all([s3.close(), aws.close()]);
  }
}
