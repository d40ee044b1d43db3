// The photo site in front of the photo bucket, with its function in this process or in one of its own.
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { encodeSize } from '../../../cloud/photos/adapters/encode-size.ts';
import { createPhotoVariant, type SizeEvent } from '../../../cloud/photos/create-photo-variant.ts';
import type { Pictures } from '../../../cloud/photos/pictures.ts';
import type { PhotoStore, UploadTable } from '../../../cloud/photos/ports.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import type { Log } from '../../../edge/core/ports.ts';
import type { Distribution } from '../../../local/cloudfront/distribution.ts';
import { startPhotoSite } from '../../../local/photos/site-server.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../local/stack/config.ts';
import type { PhotoServices } from './photo-services.ts';
import { processFunction } from './process-worker.ts';
import { remaining } from './remaining.ts';

export interface SiteBench extends Distribution {
  /** How often the function was asked. */
  runs(): number;
  /** From now on a call has the time of a deployment. */
  giveTime(): void;
  /** The next call is ended after its file was put, and answers nobody. */
  endAfterPut(): void;
}

export interface SiteOptions {
  /** What a call of the function has as its time limit; by default the 20 s of a deployment. */
  readonly remainingMs?: number;
  /** As many edge locations, which share no cache. */
  readonly collapse?: boolean;
  readonly process?: boolean;
}

const USUAL_MS = 20_000;

interface Parts {
  readonly store: PhotoStore;
  readonly table: UploadTable;
  readonly decode: Pictures['decode'];
  readonly stage: string;
  readonly log: Log;
}

export async function openSiteBench(
  services: PhotoServices,
  parts: Parts,
  lines: string[],
  { remainingMs = USUAL_MS, collapse = true, process = false }: SiteOptions,
): Promise<SiteBench> {
  let runs = 0;
  let endsAfterPut = false;
  let limitMs = remainingMs;
  /** A call that has ended answers nobody, as CloudFront sees it: at once. */
  const inThisProcess = (event: SizeEvent) =>
    new Promise<APIGatewayProxyStructuredResultV2>((resolve, reject) => {
      const put: PhotoStore['put'] = async (...of) => {
        const isNew = await parts.store.put(...of);
        if (!endsAfterPut) return isNew;
        endsAfterPut = false;
        reject(new Error('The function has ended.'));
        return new Promise(() => {});
      };
      const handler = createPhotoVariant({ ...parts, encode: encodeSize, store: { ...parts.store, put } });
      handler(event, { getRemainingTimeInMillis: remaining(limitMs) }).then(resolve, reject);
    });
  const alone = process
    ? processFunction<SizeEvent, APIGatewayProxyStructuredResultV2>('cloud/photo-variant.ts', services, lines)
    : undefined;
  const site = await startPhotoSite({
    port: 0,
    signingKeys: [DEVELOPMENT_KEYS.signing],
    origin: {
      ...{ endpoint: services.s3.origin, bucket: services.bucket, region: LOCAL_REGION },
      ...{ ...LOCAL_CREDENTIALS, customHeaders: {} },
    },
    makeSize(rawPath, method) {
      runs++;
      const event = { rawPath, requestContext: { requestId: `call ${runs}`, http: { method } } };
      return alone ? alone.work(event, limitMs) : inThisProcess(event);
    },
    collapse,
  });
  return {
    ...site,
    runs: () => runs,
    giveTime() {
      limitMs = USUAL_MS;
    },
    endAfterPut() {
      endsAfterPut = true;
    },
    async close() {
      alone?.killAll();
      await site.close();
    },
  };
}
