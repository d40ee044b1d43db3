import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cardLinesOf } from '../../../../edge/core/prerender/card-lines.ts';
import type { CardLine } from '../../../../edge/core/prerender/readable-line.ts';

async function linesOf(...chunks: readonly (string | Uint8Array)[]): Promise<readonly CardLine[]> {
  const lines: CardLine[] = [];
  for await (const line of cardLinesOf(chunks.map((chunk) => Buffer.from(chunk)))) lines.push(line);
  return lines;
}

const CARDS = [
  { line: 1, text: '/1-2-3.jpg' },
  { line: 2, text: '/4-5-6.jpg' },
];

test.each([
  ['\\n', '/1-2-3.jpg\n/4-5-6.jpg\n'],
  ['\\r\\n', '/1-2-3.jpg\r\n/4-5-6.jpg\r\n'],
  ['\\r, as on an old Mac', '/1-2-3.jpg\r/4-5-6.jpg\r'],
  ['nothing at its end', '/1-2-3.jpg\n/4-5-6.jpg'],
])('lines may end with %s', async (_, list) => {
  expect(await linesOf(list)).toEqual(CARDS);
});

test('wherever a list is cut into chunks, its lines are the same', async () => {
  const list = Buffer.from('\ufeff/1-2-3.jpg\r\n# Grüße\r\n\r\n{"a":"李 💚"}\r/4-5-6.jpg\n\n');
  const whole = await linesOf(list);
  expect(whole.map(({ line }) => line)).toEqual([1, 4, 5]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(list.length), { maxLength: 9 }), async (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), list.length];
      const chunks = at.slice(1).map((end, index) => list.subarray(at[index], end));
      expect(await linesOf(...chunks)).toEqual(whole);
    }),
  );
});

test('a mark of UTF-8 is no part of a line, at the beginning of a list or of one that was put behind another', async () => {
  expect(await linesOf('\ufeff/1-2-3.jpg\n\ufeff/4-5-6.jpg\n')).toEqual(CARDS);
});

test('a line that is not UTF-8 fails with its number, the byte and where it stands; comments may be anything', async () => {
  const [first, bad, last, ...more] = await linesOf(
    Buffer.from('/1-2-3.jpg\n# für später\n{"title":"Grüße \\\\x41"}\n/4-5-6.jpg\n', 'latin1'),
  );
  expect(more).toEqual([]);
  expect(first).toEqual({ line: 1, text: '/1-2-3.jpg' });
  expect(bad).toMatchObject({ line: 3, text: '{"title":"Gr\\xFC\\xDFe \\\\x41"}', unreadable: { code: 'not_a_card' } });
  expect(bad?.unreadable?.message).toBe(
    'The line is not UTF-8: byte 0xFC after "{\\"title\\":\\"Gr". Save the list as UTF-8, such as with iconv -t UTF-8 -f ISO-8859-1.',
  );
  expect(bad?.unreadable?.messageForLog).not.toContain('title');
  expect(last).toEqual({ line: 4, text: '/4-5-6.jpg' });
});

test.each<[string, readonly number[]]>([
  ['a character that is cut', [0xe2, 0x82]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
  ['a code point beyond Unicode', [0xf5, 0x80, 0x80, 0x80]],
])('%s is not UTF-8', async (_, bytes) => {
  const [line] = await linesOf(Buffer.from(['{'.charCodeAt(0), ...bytes]));
  expect(line).toMatchObject({ line: 1, unreadable: { code: 'not_a_card' } });
  expect(line?.text).toMatch(/^\{(\\x[0-9A-F]{2})+$/);
});

test('a line that is too long fails alone, and its beginning says which it is', async () => {
  const long = `{"title":"${'x'.repeat(1_000_000)}"}`;
  const [first, bad, last] = await linesOf(`/1-2-3.jpg\n${long}\n/4-5-6.jpg\n`);
  expect([first, last]).toEqual([CARDS[0], { line: 3, text: '/4-5-6.jpg' }]);
  expect(bad).toMatchObject({ line: 2, text: long.slice(0, 1000), unreadable: { code: 'too_long' } });
  expect(bad?.unreadable?.message).toMatch(/^The line has 1,000,012 bytes, more than 100,000, /);
});

test('a comment may be as long as it likes', async () => {
  expect(await linesOf(`#${'x'.repeat(1_000_000)}\n/1-2-3.jpg`)).toEqual([{ line: 2, text: '/1-2-3.jpg' }]);
});

test('100 MB without a line end are one failed line, and never in memory', async () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const heldBytes = () => {
    collectGarbage();
    return process.memoryUsage().arrayBuffers;
  };
  let mostBytes = 0;
  function* endless() {
    for (let at = 0; at < 1600; at++) {
      if (at % 200 === 0) mostBytes = Math.max(mostBytes, heldBytes());
      yield chunk;
    }
    yield Buffer.from('\n/4-5-6.jpg\n');
  }
  const before = heldBytes();
  const lines: CardLine[] = [];
  for await (const line of cardLinesOf(endless())) lines.push(line);
  expect(lines).toMatchObject([
    { line: 1, unreadable: { code: 'too_long' } },
    { line: 2, text: '/4-5-6.jpg' },
  ]);
  expect(mostBytes - before).toBeLessThan(10_000_000);
});

test('a card is given as soon as its line has ended', async () => {
  async function* stalled() {
    yield Buffer.from('/1-2-3.jpg\n/4-5');
    await new Promise(() => {});
  }
  const { value } = await cardLinesOf(stalled()).next();
  expect(value).toEqual(CARDS[0]);
});

test('a list in another format gives no line at all', async () => {
  await expect(linesOf(Buffer.from('\ufeff/1-2-3.jpg\n', 'utf16le'))).rejects.toMatchObject({ code: 'bad_list' });
});
