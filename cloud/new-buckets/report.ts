// What people read about a new bucket, in a mail for instance.
import type { BucketCreated } from './bucket-created.ts';
import type { Change } from './bucket-settings.ts';

export interface Report extends BucketCreated {
  readonly encryption: PromiseSettledResult<Change>;
  readonly publicAccess: PromiseSettledResult<Change>;
}

/** SNS takes subjects of fewer than 100 characters (Publish in Amazon's SNS API reference); a bucket's name has up to 63. */
export function formatReport(report: Report, watched: string): readonly [subject: string, message: string] {
  const { bucket, region, account, by, encryption, publicAccess } = report;
  const failed = [encryption, publicAccess].some(({ status }) => status === 'rejected');
  const lines = [
    `The bucket ${bucket} was created in ${region}, account ${account}, by ${by}.`,
    `Default encryption: ${describe(encryption)}.`,
    `Public access block: ${describe(publicAccess)}.`,
    ...(failed ? ['Look after it by hand, or delete it.'] : []),
    // Of this function's own Region: EventBridge passes on no event of another one by itself.
    `New buckets are seen in ${watched} only. Another Region needs a rule that forwards its events here: docs/8-operate.md.`,
  ];
  return [failed ? `New bucket NOT safe: ${bucket}` : `New bucket: ${bucket}`, lines.join('\n')];
}

function describe(result: PromiseSettledResult<Change>): string {
  if (result.status === 'fulfilled') return result.value;
  // S3's own code and nothing else of the error: it may quote what was sent.
  return `FAILED (${result.reason instanceof Error ? result.reason.name : 'unknown'})`;
}
