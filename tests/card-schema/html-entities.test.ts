import { describe, expect, test } from '@jest/globals';
import ogs from 'open-graph-scraper';
import { decodeEntities, entityNames } from '../../card-schema/html-entities.ts';
import { fc } from '../support/fast-check.ts';

/** How a crawler's parser of HTML reads a text, inside an attribute. */
async function parsed(html: string): Promise<string> {
  const { result } = await ogs({ html: `<html><head><meta property="og:title" content="[${html}]"></head></html>` });
  return (result.ogTitle ?? '').slice(1, -1);
}

test.each([
  ['&amp;', '&'],
  ['Tom &amp; Jerry', 'Tom & Jerry'],
  ['It&#8217;s &quot;fine&quot;', 'It’s "fine"'],
  ['caf&eacute; &Eacute;cole', 'café École'],
  ['so&hellip;', 'so…'],
  ['12&nbsp;%', '12\u00a0%'],
  ['&#x1F600;&#X1f600;', '😀😀'],
  ['&#8217 &#x2026', '’ …'],
  ['&#39;&#039;&apos;', "'''"],
  ['&ccaron;&Lstrok;&acy;&Shcy;&SHCHcy;', 'čŁа&Shcy;Щ'],
  ['&#128;&#150;&#x85;&#153;', '€–…™'],
  ['&#55357;&#56832;', '😀'],
  ['&#0;&#x110000;&#99999999999999999999;', '\ufffd\ufffd\ufffd'],
  ['&lt;b&gt;', '<b>'],
])('%s is %j', (text, decoded) => {
  expect(decodeEntities(text)).toBe(decoded);
});

test.each(['&amp;amp;', '&amp;lt;', '&amp;#8217;'])('%s is decoded once', (text) => {
  expect(decodeEntities(text)).toBe(text.replace('&amp;', '&'));
});

test.each([
  'AT&T',
  'a & b',
  '&',
  '&;',
  '&#;',
  '&#x;',
  '&nope;',
  '&amp',
  '&copy 2026',
  '?a=1&copy=2',
  '&__proto__;',
  '&constructor;',
  '&AMp;',
  '& amp;',
])('%s stays as it is', (text) => {
  expect(decodeEntities(text)).toBe(text);
});

describe('names', () => {
  test('are the 252 of HTML 4 at least, and mean what a parser of HTML takes them for', async () => {
    const names = [...entityNames()];
    expect(names.length).toBeGreaterThan(500);
    const spaced = names.map(([name]) => `&${name};`).join('|');
    expect((await parsed(spaced)).split('|')).toEqual(
      // The bar between them is a name's own character as well.
      names
        .map(([, character]) => character)
        .join('|')
        .split('|'),
    );
    expect(decodeEntities(spaced)).toBe(names.map(([, character]) => character).join('|'));
  });

  test('include the first and the last of each part of HTML 4’s list', () => {
    for (const first of ['nbsp', 'yuml', 'Alpha', 'piv', 'fnof', 'OElig', 'diams', 'lang', 'zwnj', 'bdquo', 'alefsym', 'there4'])
      expect([first, entityNames().get(first)?.length]).toEqual([first, 1]);
  });
});

test('any numbers mean what a parser of HTML takes them for', async () => {
  const code = fc.integer({ min: 1, max: 0x10ffff }).filter((value) => value < 0xd800 || value > 0xdfff);
  const codes = fc.sample(code, 500).concat(Array.from({ length: 0x100 - 0x20 }, (_, at) => at + 0x20));
  const html = codes.map((value, at) => (at % 2 === 0 ? `&#${value};` : `&#x${value.toString(16)};`)).join(' ');
  expect(decodeEntities(html)).toBe(await parsed(html));
});

test('any text is decoded without an error, and one without & stays as it is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[&#x0-9a-fA-Z;]{0,80}$/), (text) => {
      const decoded = decodeEntities(text);
      if (!text.includes('&')) expect(decoded).toBe(text);
      expect(decoded.length).toBeLessThanOrEqual(text.length);
    }),
  );
});
