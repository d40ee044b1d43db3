// @examples quote score
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../../../card-schema/card-path.ts';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { aws, drawn, entries, keyOf, REQUESTS, shareWorkerAccount, startWorker, store, stored } from './worker-account.ts';

shareWorkerAccount();

describe('lists that publishers put into the request bucket', () => {
  /** As EventBridge sends it: docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html. */
  const created = (key: string, size: number) =>
    JSON.stringify({
      version: '0',
      id: '17793124-05d4-b198-2fde-7ededc63b103',
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account: '111122223333',
      time: '2026-11-12T00:00:00Z',
      region: 'us-east-1',
      resources: [`arn:aws:s3:::${REQUESTS}`],
      detail: {
        version: '0',
        bucket: { name: REQUESTS },
        object: {
          key,
          size,
          etag: 'b1946ac92492d2347c6235b4d2611184',
          'version-id': 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e',
          sequencer: '617f08299329d189',
        },
        'request-id': 'N4N7GDK58NMKJ12R',
        requester: '123456789012',
        'source-ip-address': '1.2.3.4',
        reason: 'PutObject',
      },
    });

  async function publish(key: string, list: string): Promise<void> {
    await store.client.send(new PutObjectCommand({ Bucket: REQUESTS, Key: key, Body: list }));
    aws.put(created(key, Buffer.byteLength(list)));
  }

  test('are drawn by the first share, each card by itself, also when the news comes twice', async () => {
    const { handler } = startWorker();
    const quote = createCard('quote', { words: 'Measure first.', speaker: 'Priya Raman' });
    const signed = await signCardPath(quote, DEVELOPMENT_KEYS.signing);
    await publish(
      'requests/the 1st post.txt',
      `# today\n${signed}\n/12-34-10.jpg\n\n/nonsense\n{"template":"score","params":{"home":1,"away":2,"round":3}}\n`,
    );
    await aws.drain(handler, { twice: true });
    const cards = [
      quote,
      createCard('score', { home: 12, away: 34, round: 10 }),
      createCard('score', { home: 1, away: 2, round: 3 }),
    ];
    expect([...(await stored())].sort()).toEqual(cards.map(keyOf).sort());
    expect([drawn().length, aws.deadLetters.length]).toEqual([3, 0]);
    const refused = entries.filter(({ event }) => event === 'request_refused');
    expect(refused[0]).toMatchObject({ object: 'requests/the 1st post.txt', line: 5, code: 'not_a_card' });
    expect(JSON.stringify(entries)).not.toContain(signed);
  });

  test('that are too long, or gone, are dead letters', async () => {
    const { handler } = startWorker();
    await publish('long', '/12-34-10.jpg\n'.repeat(80_000));
    aws.put(created('gone', 10));
    await aws.drain(handler);
    expect([aws.deadLetters.length, await stored()]).toEqual([2, []]);
    expect(entries.find(({ event }) => event === 'message_failed')).toMatchObject({ code: 'too_large' });
  });

  test('come again when SQS does not take their cards', async () => {
    const { handler } = startWorker();
    await publish('list', '/12-34-10.jpg\n');
    let refusals = 1;
    aws.refuseEntries(() => (refusals-- > 0 ? { code: 'InvalidMessageContents', senderFault: true } : undefined));
    await aws.drain(handler);
    expect([await stored(), aws.deadLetters.length]).toEqual([
      [keyOf(createCard('score', { home: 12, away: 34, round: 10 }))],
      0,
    ]);
  });
});
