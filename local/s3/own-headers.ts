// What S3 says of itself and of the bucket in its answers, as it does where objects are encrypted with a key of the account, have
// versions, and fall under rules of life cycle and replication. Viewers must see none of it, so it has to be here to be missed.
import type { ServerResponse } from 'node:http';

/** Of no account: AWS's documentation uses this number. */
const ACCOUNT = '111122223333';
const VERSION = '3sL4kqtJlcpXroDTDmJ_rmSpXd3dIbrHY_MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo';

/** On what is known of an object: GET, HEAD, 304 and PUT. "GetObject" and "PutObject" in Amazon's S3 API reference. */
export const OBJECT_HEADERS = {
  'x-amz-server-side-encryption': 'aws:kms',
  'x-amz-server-side-encryption-aws-kms-key-id': `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  'x-amz-server-side-encryption-bucket-key-enabled': 'true',
  'x-amz-version-id': VERSION,
  'x-amz-expiration': 'expiry-date="Fri, 21 Dec 2029 00:00:00 GMT", rule-id="retired"',
  'x-amz-storage-class': 'INTELLIGENT_TIERING',
  'x-amz-replication-status': 'COMPLETED',
} as const;

/** On 404 for a key whose object was deleted, as may be of any key here: the newest of its versions is a mark. */
export const DELETED_HEADERS = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': VERSION } as const;

export function addOwnHeaders(response: ServerResponse, of: 'object' | 'deleted object'): void {
  const headers = of === 'object' ? OBJECT_HEADERS : DELETED_HEADERS;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
