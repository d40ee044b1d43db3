import type { S3Client } from '@aws-sdk/client-s3';
import { type CloudTrailEvent, readBucketCreated } from './bucket-created.ts';
import { closeToPublic, encryptByDefault, isGone } from './bucket-settings.ts';
import { formatReport, type Report } from './report.ts';

export interface BucketGuardParts {
  /** The Region whose new buckets it sees. */
  readonly home: string;
  readonly s3For: (region: string) => S3Client;
  readonly notify: (subject: string, message: string) => Promise<void>;
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
}

/** Sees to it that a new bucket encrypts what it holds and cannot be made public, and reports it to the topic. Twice does no harm. */
export function createBucketGuard({ home, s3For, notify, log }: BucketGuardParts) {
  return async function bucketGuard(event: CloudTrailEvent): Promise<void> {
    const created = readBucketCreated(event);
    if (!created) return;
    const { bucket, region, account } = created;
    const s3 = s3For(region);
    // The owner goes with every call, so that none reaches somebody else's bucket that took over the name of a deleted one.
    const where = { Bucket: bucket, ExpectedBucketOwner: account };
    try {
      // Both, also when one fails: an encrypted bucket that is open is still a leak. And one after the other, because S3 answers
      // OperationAborted to settings that change at once.
      const [encryption] = await Promise.allSettled([encryptByDefault(s3, where)]);
      const [publicAccess] = await Promise.allSettled([closeToPublic(s3, where)]);
      const report: Report = { ...created, encryption, publicAccess };
      const failures = [encryption, publicAccess].flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      if (failures.length > 0 && failures.every(isGone)) {
        log({ event: 'bucket_gone', bucket });
        return;
      }
      log({ event: failures.length > 0 ? 'bucket_failed' : 'bucket_guarded', bucket, region, by: created.by });
      await notify(...formatReport(report, home));
      // Lambda calls again, twice, and counts the error, which rings the alarm.
      if (failures.length > 0) throw new AggregateError(failures, `The bucket ${bucket} could not be looked after.`);
    } finally {
      s3.destroy();
    }
  };
}
