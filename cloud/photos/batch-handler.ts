// What Lambda calls with messages of a queue: one after the other, and those that are not done are given back.
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { createDeadline, type Deadline } from '../../edge/core/deadline.ts';

/**
 * @param afterWorkMs what is kept of Lambda's time limit to say how a message ended
 * @param isDone gives false for a message that is to come again; it must not throw
 */
export function createBatchHandler(afterWorkMs: number, isDone: (record: SQSRecord, deadline: Deadline) => Promise<boolean>) {
  return async (event: SQSEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const record of event.Records) {
      const deadline = createDeadline(context.getRemainingTimeInMillis() - afterWorkMs);
      if (!(await isDone(record, deadline))) failed.push(record.messageId);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
