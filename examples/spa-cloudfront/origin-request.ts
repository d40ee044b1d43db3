// The Lambda@Edge function as it is deployed: wiring and nothing else.
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createOriginRequest } from './create-origin-request.ts';

const clients = new Map<string, S3Client>();

function clientIn(region: string): S3Client {
  const client = clients.get(region) ?? new S3Client({ region });
  clients.set(region, client);
  return client;
}

export const handler = createOriginRequest({
  async readPage(bucket, region) {
    const { Body } = await clientIn(region).send(new GetObjectCommand({ Bucket: bucket, Key: 'index.html' }));
    if (!Body) throw new Error('S3 has sent no index.html.');
    return Body.transformToString();
  },
  log: console.error,
});
