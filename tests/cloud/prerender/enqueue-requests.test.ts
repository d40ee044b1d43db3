// @examples article
import { expect, test } from '@jest/globals';
import { enqueueRequests } from '../../../cloud/prerender/enqueue-requests.ts';
import { parseConfig } from '../../../edge/core/config.ts';
import type { CardMessage } from '../../../edge/core/prerender/messages.ts';
import { localConfigHeaders } from '../../../local/stack/config.ts';

async function enqueue(list: Uint8Array) {
  const sent: CardMessage[] = [];
  const logged: unknown[] = [];
  await enqueueRequests(
    { bucket: 'requests', key: 'requests/post.txt', bytes: list.length },
    {
      config: parseConfig(localConfigHeaders('https://cards.app.test')),
      readRequests: async () => list,
      send: async (messages) => void sent.push(...messages),
      log: (event, fields) => void logged.push({ event, ...fields }),
    },
  );
  return { sent, logged };
}

test("a publisher's list with a bad line: the line is in the log with its number, the others are sent", async () => {
  const list = Buffer.concat([
    Buffer.from('\ufeff/1-2-3.jpg\r\n# two bad ones\r\n{"template":"article","params":{"title":"Gr'),
    Buffer.from([0xfc]),
    Buffer.from(`n"}}\r\n${'x'.repeat(200_000)}\r\n/4-5-6.jpg`),
  ]);
  const { sent, logged } = await enqueue(list);
  expect(sent).toMatchObject([{ card: { params: { home: 1 } } }, { card: { params: { home: 4 } } }]);
  expect(logged).toMatchObject([
    { event: 'request_refused', line: 3, code: 'not_a_card' },
    { event: 'request_refused', line: 4, code: 'too_long' },
    { event: 'requests_read', cards: 2 },
  ]);
  expect(JSON.stringify(logged)).not.toContain('Gr');
});

test("a publisher's list in another format is refused as a whole", async () => {
  await expect(enqueue(Buffer.from('\ufeff/1-2-3.jpg\n', 'utf16le'))).rejects.toMatchObject({ code: 'bad_list' });
});
