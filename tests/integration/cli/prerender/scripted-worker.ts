// A worker of the prerender queue that draws nothing: how a card ends, its score says.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { markDone, markFailed } from '../../../../cloud/prerender/job-table.ts';
import { parseMessage } from '../../../../edge/core/prerender/messages.ts';
import { QUEUE } from '../../../doubles/aws/prerender-account.ts';

/** A worker that says that it has drawn everything, but for scores at home of 13, and of 17, which lack something. */
export async function workAt(endpoint: string, event: SQSEvent) {
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  const table = { client: new DynamoDBClient({ region: 'us-east-1', endpoint, credentials }), name: QUEUE };
  for (const { body } of event.Records) {
    const message = parseMessage(body);
    if (message.kind !== 'card' || !message.message.place) throw new Error('No card of a job.');
    const { card, place } = message.message;
    const home = 'home' in card.params ? card.params.home : undefined;
    const { job, line } = place;
    if (home === 13) await markFailed(table, job, { line, code: 'draw_failed', message: 'text does not fit', card });
    else if (home === 17) await markFailed(table, job, { line, code: 'incomplete', message: 'no image', card });
    else await markDone(table, [place]);
  }
  table.client.destroy();
  return { batchItemFailures: [] };
}
