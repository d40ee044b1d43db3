// Prerenders a list on AWS: puts its cards into the queue and follows them until each is drawn or has failed.

import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CardError } from '../../card-schema/errors.ts';
import { type JobTable, setTotal } from '../../cloud/prerender/job-table.ts';
import { parseCardLine } from '../../edge/core/prerender/card-line.ts';
import { clientSettings } from '../aws/settings.ts';
import { type Interrupts, onInterrupt } from '../terminal/interrupts.ts';
import { createRate, type Progress } from '../terminal/progress.ts';
import { countCardLines, readCardLines } from './card-lines.ts';
import { enqueueLines, sqsFailure } from './enqueue.ts';
import { failedFilesFor } from './failed-files.ts';
import { type FailedLines, openFailedLines, unstoredOf } from './failed-lines.ts';
import { followJob, tableFailure } from './follow.ts';
import type { QueueReport } from './report.ts';

export interface QueueOptions {
  /** A list to put into the queue, or a job that is there. */
  readonly work: { readonly list: string } | { readonly job: string };
  /** Of the queue and the table, which are called the same. */
  readonly name: string;
  readonly region: string;
  readonly follow: boolean;
  /** `<list>.failed` if left out, or none for a list that is no file and for a job. */
  readonly failedFile?: string;
  readonly signingKeys: readonly string[];
  readonly progress: Progress;
  readonly pollMs?: number;
}

export async function runQueue(options: QueueOptions): Promise<QueueReport> {
  const { work, name, region, progress } = options;
  const files = await failedFilesFor('list' in work ? work.list : undefined, options.failedFile);
  const job = 'job' in work ? work.job : newJob();
  const interrupts = onInterrupt({ onStop: () => progress.say('Stopping; what is in the queue is drawn all the same.') });
  const sqs = new SQSClient(clientSettings(region));
  const table = { client: new DynamoDBClient(clientSettings(region)), name };
  const failed = openFailedLines(files.failed);
  const incomplete = openFailedLines(files.incomplete);
  const begun = performance.now();
  try {
    const sent =
      'list' in work ? await enqueueList({ ...options, list: work.list, job, sqs, table, failed }, interrupts) : undefined;
    const rest =
      sent && (!options.follow || interrupts.stopping.aborted)
        ? sent
        : await follow({ ...options, job, table, failed, incomplete }, interrupts);
    return {
      job,
      ...(sent ? { sent: sent.sent, twice: sent.twice } : {}),
      ...rest,
      incomplete: incomplete.count(),
      failed: failed.count(),
      seconds: (performance.now() - begun) / 1000,
      ...(await unstoredOf({ failed, incomplete }, { complete: rest.end === 'ended', none: files.none })),
    };
  } finally {
    progress.end();
    interrupts.release();
    sqs.destroy();
    table.client.destroy();
  }
}

interface EnqueueListParts extends QueueOptions {
  readonly list: string;
  readonly job: string;
  readonly sqs: SQSClient;
  readonly table: JobTable;
  readonly failed: FailedLines;
}

async function enqueueList(parts: EnqueueListParts, { stopping }: Interrupts) {
  const { list, name, job, sqs, table, failed, progress, signingKeys } = parts;
  const total = await countCardLines(list);
  const queueUrl = await queueUrlOf(sqs, name);
  const rate = createRate();
  let sent = 0;
  let twice = 0;
  progress.say(`Job ${job}`);
  try {
    await enqueueLines(readCardLines(list, stopping), {
      queue: { client: sqs, queueUrl },
      job,
      parse: (text) => parseCardLine(text, signingKeys),
      onFailed: (line, error) => void failed.add(line, error),
      onTwice: () => void twice++,
      onSent(count) {
        sent += count;
        progress.update({
          total,
          done: sent + twice + failed.count(),
          failed: failed.count(),
          perSecond: rate(sent),
          by: 'into the queue',
        });
      },
    });
  } catch (error) {
    // What is in the queue of a list that was left half way is drawn. Where that fails too, the first failure says why.
    await setTotal(table, job, sent).catch(() => {});
    throw error;
  }
  // From now on it is known when the job has ended.
  await setTotal(table, job, sent).catch((cause: unknown) => {
    throw tableFailure(cause);
  });
  return { sent, twice, done: 0, total: sent, end: stopping.aborted ? ('interrupted' as const) : ('sent' as const) };
}

type FollowParts = QueueOptions & Pick<EnqueueListParts, 'job' | 'table' | 'failed'> & { readonly incomplete: FailedLines };

async function follow({ job, table, failed, incomplete, progress, pollMs }: FollowParts, { stopping }: Interrupts) {
  const rate = createRate(60_000);
  const { standing, end } = await followJob({
    table,
    job,
    stopping,
    ...(pollMs === undefined ? {} : { pollMs }),
    onStanding({ total, done, failures }) {
      const settled = done + failures.length;
      const lacking = failures.filter(({ code }) => code === 'incomplete').length;
      progress.update({ total, done: settled, failed: failures.length - lacking, incomplete: lacking, perSecond: rate(settled) });
    },
  });
  for (const { line, code, message, card } of standing.failures) {
    const text = JSON.stringify({ template: card.template, params: card.params });
    (code === 'incomplete' ? incomplete : failed).add({ line, text }, new CardError(code as 'draw_failed', message)); // the worker has it from a CardError
  }
  return { done: standing.done, ...(standing.total === undefined ? {} : { total: standing.total }), end };
}

async function queueUrlOf(client: SQSClient, QueueName: string): Promise<string> {
  try {
    const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl;
  } catch (cause) {
    throw sqsFailure(cause);
  }
}

/** Sorts by time, and two that begin in the same second differ. */
function newJob(): string {
  return `${new Date().toISOString().slice(0, 19).replaceAll(':', '')}-${randomBytes(3).toString('hex')}`;
}
