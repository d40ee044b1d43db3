// The creation of a bucket as CloudTrail records it and EventBridge passes it on ("CloudTrail record contents" in Amazon's
// CloudTrail User Guide; detail-type "AWS API Call via CloudTrail").

/** What the guard reads of the event; EventBridge sends more. */
export interface CloudTrailEvent {
  readonly detail: {
    readonly eventSource: string;
    readonly eventName: string;
    readonly awsRegion: string;
    readonly recipientAccountId: string;
    readonly userIdentity: { readonly arn?: string; readonly invokedBy?: string; readonly type: string };
    readonly requestParameters: { readonly bucketName?: string } | null;
    readonly errorCode?: string;
  };
}

export interface BucketCreated {
  readonly bucket: string;
  readonly region: string;
  readonly account: string;
  /** Who created it, as CloudTrail names them. */
  readonly by: string;
}

/** Returns undefined for an event that no bucket came from: another call, or one that failed. */
export function readBucketCreated({ detail }: CloudTrailEvent): BucketCreated | undefined {
  if (detail.eventSource !== 's3.amazonaws.com' || detail.eventName !== 'CreateBucket') return undefined;
  // BucketAlreadyExists, for one: the bucket of that name may be somebody else's.
  if (detail.errorCode !== undefined) return undefined;
  const bucket = detail.requestParameters?.bucketName;
  if (!bucket) throw new Error('CloudTrail recorded a CreateBucket without requestParameters.bucketName.');
  const { arn, invokedBy, type } = detail.userIdentity;
  return { bucket, region: detail.awsRegion, account: detail.recipientAccountId, by: arn ?? invokedBy ?? type };
}
