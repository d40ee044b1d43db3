// What the local stack is set to, where a deployment has CloudFormation.
import { type ConfigHeaders, DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { DEMO_IMAGE_HOST } from './demo-images.ts';

/** Where the local stack keeps its pictures, in the folder it is started in. */
export const DEFAULT_DATA = '.edgecard';
export const LOCAL_BUCKET = 'edgecard-pictures';
export const LOCAL_PHOTO_INBOX = 'edgecard-photo-inbox';
export const LOCAL_PHOTO_BUCKET = 'edgecard-photos';
export const LOCAL_REGION = 'us-east-1';
/** Of the embedded S3 server, which listens on this machine only. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'EDGECARDLOCAL', secretAccessKey: 'edgecard-local-secret' } as const;

/** The origin custom headers that CloudFront would send. Image hosts are those in addition to the host of the examples. */
export function localConfigHeaders(site: string, imageHosts: readonly string[] = []): ConfigHeaders {
  return {
    'x-card-bucket': LOCAL_BUCKET,
    'x-card-bucket-region': LOCAL_REGION,
    'x-card-photo-bucket': LOCAL_PHOTO_BUCKET,
    'x-card-site': site,
    'x-card-image-hosts': [DEMO_IMAGE_HOST, ...imageHosts].join(','),
    'x-card-signing-keys': DEVELOPMENT_KEYS.signing,
    'x-card-page-keys': DEVELOPMENT_KEYS.page,
    'x-card-development-keys': 'allowed',
  };
}
