// @examples article quote score
// The worker with a real browser, the local S3 server or a real one, and SQS and DynamoDB over HTTP.
import { describe, expect, test } from '@jest/globals';
import { type Card, createCard } from '../../../../card-schema/catalogue.ts';
import { MAX_RECEIVES } from '../../../../cloud/prerender/prerender-card.ts';
import { formatCardMessage } from '../../../../edge/core/prerender/messages.ts';
import { eventOf } from '../../../doubles/aws/sqs.ts';
import { aws, drawn, entries, JOB, keyOf, requests, shareWorkerAccount, startWorker, store, stored } from './worker-account.ts';

shareWorkerAccount();

const score = (at: number) => createCard('score', { home: at, away: 1, round: 1 });
const article = createCard('article', { title: 'Why?', author: 'Bo' });
const unreachable = createCard('quote', { words: 'No.', speaker: 'Bo', portrait: 'https://evil.example.com/x.jpg' });
const messageOf = (card: Card, line?: number) =>
  formatCardMessage({ card, ...(line === undefined ? {} : { place: { job: JOB, line } }) });
const puts = () => requests.filter(({ method, bucket, key }) => method === 'PUT' && bucket === store.bucket && key !== '');

describe('cards of a job', () => {
  test('are drawn, stored and counted once, though every message comes twice', async () => {
    const { handler, standing, setTotal } = startWorker();
    const cards = Array.from({ length: 12 }, (_, at) => score(at));
    await setTotal(12);
    for (const [at, card] of cards.entries()) aws.put(messageOf(card, at + 1));
    await aws.drain(handler, { twice: true });
    expect(await standing()).toEqual({ total: 12, done: 12, failures: [] });
    expect([...(await stored())].sort()).toEqual(cards.map(keyOf).sort());
    expect([drawn().length, puts().length, aws.deadLetters.length]).toEqual([12, 12, 0]);
  });

  test('that fail for good end in the report, and so do incomplete ones; neither is tried again or stored, and the rest is', async () => {
    const { handler, standing } = startWorker();
    for (const [line, card] of [score(1), article, score(2), unreachable, score(3)].entries()) aws.put(messageOf(card, line + 1));
    const first = await handler(eventOf(aws.waiting.map((message) => ({ ...message, receives: 1 }))));
    expect(first.batchItemFailures).toEqual([]);
    const { done, failures = [] } = (await standing()) ?? {};
    expect(done).toBe(3);
    expect(failures).toMatchObject([
      { line: 2, code: 'draw_failed', message: expect.stringMatching(/text does not fit/), card: article },
      {
        line: 4,
        code: 'incomplete',
        message: expect.stringMatching(/no image: evil\.example\.com is not an allowed host/),
        card: unreachable,
      },
    ]);
    expect([...(await stored())].sort()).toEqual([score(1), score(2), score(3)].map(keyOf).sort());
    expect(entries.filter(({ event }) => /^card_(failed|incomplete)$/.test(event))).toMatchObject([
      { event: 'card_failed', code: 'draw_failed', final: true },
      { event: 'card_incomplete', code: 'incomplete', final: true },
    ]);
  });

  test('that may do better come again, and end in the report and among the dead letters', async () => {
    const { handler, standing } = startWorker(undefined, 'http://127.0.0.1:9');
    aws.put(messageOf(score(1), 1));
    const first = await handler(eventOf(aws.waiting.map((message) => ({ ...message, receives: 1 }))));
    expect(first.batchItemFailures).toEqual([{ itemIdentifier: aws.waiting[0]?.messageId }]);
    expect((await standing())?.failures ?? []).toEqual([]);

    await aws.drain(handler);
    expect(aws.deadLetters).toMatchObject([{ body: messageOf(score(1), 1), receives: MAX_RECEIVES }]);
    expect(await standing()).toMatchObject({ done: 0, failures: [{ line: 1, code: 'page_failed' }] });
  });

  test('that a deploy has made invalid since they were sent end in the report at once, as they were sent', async () => {
    const { handler, standing } = startWorker();
    const card = { template: 'score', params: { home: 1000, away: 2, round: 1 } };
    aws.put(JSON.stringify({ ...card, job: JOB, line: 7 }));
    expect(await handler(eventOf(aws.waiting.map((message) => ({ ...message, receives: 1 }))))).toEqual({
      batchItemFailures: [],
    });
    expect(await standing()).toMatchObject({ done: 0, failures: [{ line: 7, code: 'invalid_params', card }] });
  });

  test('that are stored while the table is away come back, and are counted without being drawn again', async () => {
    const { handler, standing } = startWorker();
    aws.put(messageOf(score(1), 1));
    let refusals = 1;
    aws.refuseCalls((target) =>
      /UpdateItem/.test(target) && refusals-- > 0 ? 'ProvisionedThroughputExceededException' : undefined,
    );
    await aws.drain(handler);
    expect([await standing(), drawn().length, aws.deadLetters.length]).toEqual([{ done: 1, failures: [] }, 1, 0]);
  });

  test('for which no time is left are given back before they are begun', async () => {
    const { handler } = startWorker(20_000);
    const { batchItemFailures } = await handler(
      eventOf([1, 2].map((at) => ({ messageId: `m${at}`, body: messageOf(score(at), at), receives: 1 }))),
    );
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }]);
    expect([drawn(), requests.filter(({ method }) => method === 'HEAD')]).toEqual([[], []]);
  });
});

describe('messages that are not cards', () => {
  test.each([
    '',
    'nonsense',
    '[]',
    '{}',
    '{"template":"nope","params":{}}',
    '{"source":"aws.s3","detail-type":"Object Deleted"}',
  ])('%p becomes a dead letter, and holds up nothing', async (body) => {
    const { handler } = startWorker();
    aws.put(body);
    aws.put(messageOf(score(1)));
    await aws.drain(handler);
    expect([aws.deadLetters.map((letter) => letter.body), await stored()]).toEqual([[body], [keyOf(score(1))]]);
  });

  test('a card without a job that fails for good becomes one too: nobody else would report it', async () => {
    const { handler } = startWorker();
    aws.put(messageOf(article));
    await aws.drain(handler);
    expect([aws.deadLetters.length, await stored()]).toEqual([1, []]);
  });
});
