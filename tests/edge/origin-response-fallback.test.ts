import { describe, expect, test } from '@jest/globals';
import { CardError } from '../../card-schema/errors.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { DEFAULT, FALLBACK, LINE, respond, SAMPLE_FIELDS, URI, USAGE } from './respond.ts';

describe('the fallback picture', () => {
  const expectFallback = ({ result, header, body }: Awaited<ReturnType<typeof respond>>) => {
    expect(result.status).toBe('200');
    expect(body).toEqual(FALLBACK);
    expect([header('content-type'), header('cache-control'), header('x-card-status')]).toEqual([
      'image/jpeg',
      'public, max-age=30',
      'fallback',
    ]);
    expect(header('transfer-encoding')).toBe('chunked');
  };

  test.each([
    new CardError('draw_failed', 'The page refuses: text lost: no font has the letters of "title"'),
    new CardError('out_of_time', 'late'),
    new CardError('pack_failed', 'no pack'),
    new CardError('version_mismatch', 'another deploy'),
    new TypeError('a bug'),
  ])('answers when drawing fails: %s', async (fails) => {
    const store = createMemoryStore();
    const responded = await respond({ fails, store });
    expectFallback(responded);
    expect(store.keys()).toEqual([]);
    const code = fails instanceof CardError ? fails.code : 'unexpected';
    const work = { browserStarts: 1, tries: 1, packMisses: 0 };
    const answered = { status: 'fallback', originStatus: 404, httpStatus: 200 };
    const why = { code, reason: fails.message };
    expect(responded.entries).toEqual([
      { event: 'card_failed', ...SAMPLE_FIELDS, ...why, ...(code === 'unexpected' ? { stack: expect.any(String) } : {}) },
      { ...LINE, outcome: 'card_failed', ...SAMPLE_FIELDS, ...answered, ...why, ...work, ...USAGE },
    ]);
    const [, total] = responded.header('server-timing')?.split(/total;dur=|, commit/) ?? [];
    expect(responded.entries[1]).toMatchObject({ ms: { total: Number(total) } });
  });

  test('answers when the default card cannot be drawn', async () => {
    expectFallback(await respond({ uri: DEFAULT, fails: new CardError('draw_failed', 'no') }));
  });

  test.each(['400', '403', '500', '503'])('answers when S3 answers %s, and nothing is drawn', async (status) => {
    const responded = await respond({ status });
    expectFallback(responded);
    expect(responded.jobs).toEqual([]);
    const answered = { status: 'fallback', originStatus: Number(status), httpStatus: 200 };
    expect(responded.entries).toEqual([{ ...LINE, outcome: 'origin_refused', ...SAMPLE_FIELDS, ...answered, ...USAGE }]);
    expect(responded.header('server-timing')).toMatch(/^total;dur=/);
  });

  test('has no body and is not cached when HEAD meets a refusal', async () => {
    const { result, header } = await respond({ method: 'HEAD', status: '403', headers: {} });
    expect([result.status, result.body, header('cache-control')]).toEqual(['200', undefined, 'no-store']);
  });

  test('answers for a key of another design, which this function must not store', async () => {
    const responded = await respond({ uri: URI.replace(/^\/\w+/, '/ffffffffffff') });
    expectFallback(responded);
    expect(responded.entries).toMatchObject(Array(2).fill({ code: 'version_mismatch' }));
  });

  test.each(['/nonsense.jpg', '/', `${URI}.jpg`])('answers for the key %p, which is not a card’s', async (uri) => {
    expectFallback(await respond({ uri }));
  });

  test('answers when the configuration is bad, and says what is wrong in the log', async () => {
    const responded = await respond({ config: {} });
    expectFallback(responded);
    expect(responded.entries).toMatchObject([
      { event: 'card_failed', code: 'bad_config', reason: expect.stringContaining('x-card-bucket is missing') },
      { event: 'request', code: 'bad_config', reason: expect.stringContaining('x-card-bucket is missing') },
    ]);
  });
});
