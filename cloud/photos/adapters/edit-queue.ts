import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { PhotoError } from '../photo-error.ts';
import type { SendEdit } from '../ports.ts';

export function createEditQueue(client: SQSClient, queueUrl: string): SendEdit {
  return async (edit) => {
    try {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ edit }) }));
    } catch (cause) {
      throw new PhotoError('queue_failed', 'SQS does not take the edit.', { cause });
    }
  };
}
