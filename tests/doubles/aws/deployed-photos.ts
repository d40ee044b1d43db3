// What AWS says about the photos of a stack: settings of both buckets, messages in the queues, the distribution's header, the worker's
// variables.
import { awsError } from './aws-error.ts';
import { startAwsServer } from './aws-server.ts';
import { distributionConfig } from './cloudfront.ts';
import type { RestOperation } from './rest-protocol.ts';
import type { XmlElements } from './xml.ts';

export interface DeployedPhotosOptions {
  readonly keyId?: string;
  readonly versioning?: string;
  /** Days after which the inbox is emptied; 0 for never. */
  readonly days?: number;
  readonly prefix?: string;
  readonly events?: boolean;
  readonly dead?: number;
  readonly deadRemovals?: number;
  readonly waiting?: number;
  /** Value of the header; empty for none. */
  readonly header?: string;
  readonly detector?: string;
}

export const NAMES = {
  inbox: 'edgecard-test-photoinbox-1',
  bucket: 'edgecard-test-photobucket-1',
  key: '1234abcd-12ab-34cd-56ef-1234567890ab',
  distribution: 'E2EXAMPLE',
  worker: 'edgecard-test-photoWorker',
} as const;

export async function openDeployedPhotos(options: DeployedPhotosOptions) {
  const { dead = 0, deadRemovals = 0, waiting = 2 } = options;
  const messagesIn = (url: string) =>
    url.endsWith('removal-dead-letters') ? deadRemovals : url.endsWith('dead-letters') ? dead : waiting;
  const server = await startAwsServer({
    json: {
      'AmazonSQS.GetQueueAttributes': ({ QueueUrl }) => ({
        Attributes: { ApproximateNumberOfMessages: String(messagesIn(String(QueueUrl))) },
      }),
    },
    rest: [
      ...bucketSettings(options),
      distributionConfig(NAMES.distribution, () => distributionOf(options)),
      {
        name: 'lambda GetFunctionConfiguration',
        method: 'GET',
        path: /\/functions\/edgecard-test-photoWorker\/configuration$/,
        answer: () => ({ json: { Environment: { Variables: { PHOTO_DETECTOR: options.detector ?? 'embedded' } } } }),
      },
    ],
  });
  return {
    endpoint: server.endpoint,
    queueUrl: `${server.endpoint}/111122223333/edgecard-test-photos`,
    deadLettersUrl: `${server.endpoint}/111122223333/edgecard-test-photo-dead-letters`,
    removalDeadLettersUrl: `${server.endpoint}/111122223333/edgecard-test-photo-removal-dead-letters`,
    close: server.close,
  };
}

function bucketSettings({ keyId = NAMES.key, versioning, days = 1, prefix, events = true }: DeployedPhotosOptions) {
  const setting = (query: string, answer: (name: string) => XmlElements): RestOperation => ({
    name: `s3 ${query}`,
    method: 'GET',
    path: /^\/(?<name>[^/]+)\/?$/,
    query,
    answer: ({ path: { name = '' } }) => ({ xml: answer(name) }),
  });
  const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: `arn:aws:kms:us-east-1:111122223333:key/${keyId}` };
  return [
    setting('encryption', () => ({
      ServerSideEncryptionConfiguration: { Rule: { ApplyServerSideEncryptionByDefault: byDefault } },
    })),
    setting('versioning', (name) => ({
      VersioningConfiguration: name === NAMES.bucket && versioning ? { Status: versioning } : {},
    })),
    setting('lifecycle', () => {
      if (days === 0) throw awsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404);
      const filter = { Filter: { Prefix: prefix ?? '' } };
      return { LifecycleConfiguration: { Rule: { ID: 'sources', Status: 'Enabled', ...filter, Expiration: { Days: days } } } };
    }),
    setting('notification', () => ({ NotificationConfiguration: events ? { EventBridgeConfiguration: {} } : {} })),
  ];
}

function distributionOf({ header = NAMES.bucket }: DeployedPhotosOptions): XmlElements {
  const headers = [
    { HeaderName: 'x-card-bucket', HeaderValue: 'pictures' },
    ...(header === '' ? [] : [{ HeaderName: 'x-card-photo-bucket', HeaderValue: header }]),
  ];
  const CustomHeaders = { Quantity: headers.length, Items: { OriginCustomHeader: headers } };
  return { Enabled: true, Origins: { Quantity: 1, Items: { Origin: [{ Id: 'pictures', CustomHeaders }] } } };
}
