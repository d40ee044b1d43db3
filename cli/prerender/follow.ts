import { setTimeout as sleep } from 'node:timers/promises';
import { CardError } from '../../card-schema/errors.ts';
import { type JobStanding, type JobTable, readJob } from '../../cloud/prerender/job-table.ts';
import { awsReason } from '../aws/aws.ts';

export interface FollowParts {
  readonly table: JobTable;
  readonly job: string;
  readonly stopping: AbortSignal;
  readonly onStanding: (standing: JobStanding) => void;
  readonly pollMs?: number;
  /** Milliseconds. */
  readonly now?: () => number;
}

export interface Followed {
  readonly standing: JobStanding;
  readonly end: 'ended' | 'interrupted' | 'stalled';
}

const POLL_MS = 5000;
/** A message that fails comes again after 12 minutes (infra/prerender.yml), and twice at most. */
const MAX_STALL_MS = 45 * 60 * 1000;

/** Asks for a job's standing until each card has its picture or its failure, nothing moves any more, or it is stopped. */
export async function followJob(parts: FollowParts): Promise<Followed> {
  const { table, job, stopping, onStanding, pollMs = POLL_MS, now = () => performance.now() } = parts;
  let settled = -1;
  let moved = now();
  for (;;) {
    const asked = now();
    const standing = await read(table, job);
    onStanding(standing);
    const { total, done, failures } = standing;
    if (total !== undefined && done + failures.length >= total) return { standing, end: 'ended' };
    if (stopping.aborted) return { standing, end: 'interrupted' };
    if (done + failures.length !== settled) moved = now();
    settled = done + failures.length;
    if (now() - moved > MAX_STALL_MS) return { standing, end: 'stalled' };
    // The standing of millions takes seconds to read, and costs what it reads.
    await sleep(Math.max(pollMs, 3 * (now() - asked)), undefined, { signal: stopping }).catch(() => {}); // stopped
  }
}

async function read(table: JobTable, job: string): Promise<JobStanding> {
  try {
    const standing = await readJob(table, job);
    if (standing) return standing;
  } catch (cause) {
    throw tableFailure(cause);
  }
  throw new CardError('queue_failed', `${table.name} has no job ${job}; what is known of a job is kept for 14 days.`);
}

export function tableFailure(cause: unknown): CardError {
  return new CardError('queue_failed', `DynamoDB: ${awsReason(cause)}`, { cause });
}
