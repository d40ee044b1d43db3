// What S3 says of an object that was created or removed
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).

/** What is read of a record; S3 sends more. */
export interface ObjectRecord {
  readonly eventTime: string;
  /** `ObjectCreated:Put`, `ObjectRemoved:DeleteMarkerCreated`, `LifecycleExpiration:Delete` … */
  readonly eventName: string;
  readonly userIdentity?: { readonly principalId?: string };
  readonly requestParameters?: { readonly sourceIPAddress?: string };
  readonly s3: {
    readonly bucket: { readonly name: string };
    /** The key as in a form: `+` for a space, the rest percent-encoded. */
    readonly object: { readonly key: string; readonly versionId?: string };
  };
}

export interface ObjectEvent {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
  readonly time: string;
  readonly what: 'stored' | 'marked deleted' | 'removed for good';
  readonly byRule: boolean;
  /** S3's: `AWS:AROA…:ada` for a session of a role, `AWS:AIDA…` for a user. */
  readonly principal: string;
  readonly address: string | undefined;
}

/** Undefined for what is not about a picture coming or going: restored from an archive, tagged and the like, and S3's own test. */
export function readObjectEvent(record: ObjectRecord): ObjectEvent | undefined {
  const what = whatOf(record.eventName.replace(/^s3:/, ''));
  if (what === undefined) return undefined;
  const { bucket, object } = record.s3;
  return {
    bucket: bucket.name,
    key: decodeURIComponent(object.key.replaceAll('+', ' ')),
    versionId: object.versionId,
    time: record.eventTime,
    what,
    byRule: /^(s3:)?LifecycleExpiration:/.test(record.eventName),
    principal: record.userIdentity?.principalId ?? '',
    address: record.requestParameters?.sourceIPAddress,
  };
}

function whatOf(name: string): ObjectEvent['what'] | undefined {
  if (name.startsWith('ObjectCreated:')) return 'stored';
  if (/^(ObjectRemoved|LifecycleExpiration):DeleteMarkerCreated$/.test(name)) return 'marked deleted';
  return /^(ObjectRemoved|LifecycleExpiration):Delete$/.test(name) ? 'removed for good' : undefined;
}
