// @examples article
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCard } from '../../card-schema/catalogue.ts';
import { MAX_IMAGE_URL_LENGTH, normalizeImageAddress } from '../../card-schema/image-address.ts';
import { formatValues, parseValues } from '../../card-schema/values.ts';

const HOST = 'https://images.example.com';
const cover = (address: string) => createCard('article', { title: 'T', author: 'A', cover: address });

describe('an address is spelt as a browser spells it:', () => {
  test.each([
    ['letters that are not ASCII, and a blank', `${HOST}/Köln Dom.jpg`, `${HOST}/K%C3%B6ln%20Dom.jpg`],
    ['letters of another script', `${HOST}/画像/写真.png`, `${HOST}/%E7%94%BB%E5%83%8F/%E5%86%99%E7%9C%9F.png`],
    ['letters in the query', `${HOST}/a?q=é ü`, `${HOST}/a?q=%C3%A9%20%C3%BC`],
    ['an emoji', `${HOST}/🌍.webp`, `${HOST}/%F0%9F%8C%8D.webp`],
    ['escapes that are there already', `${HOST}/a%20b%2Fc.png`, `${HOST}/a%20b%2Fc.png`],
    ['a percent sign that escapes nothing', `${HOST}/100%.png`, `${HOST}/100%.png`],
    ['capitals in the host', 'https://Images.EXAMPLE.com/A.PNG', `${HOST}/A.PNG`],
    ['capitals in the scheme', 'HTTPS://images.example.com/a.png', `${HOST}/a.png`],
    ['a host of another script', 'https://bücher.example/a.png', 'https://xn--bcher-kva.example/a.png'],
    ['a host of another script in capitals', 'https://BÜCHER.example/a.png', 'https://xn--bcher-kva.example/a.png'],
    ['an ideographic full stop', 'https://images。example。com/a.png', `${HOST}/a.png`],
    ['the port that https has', `${HOST}:443/a.png`, `${HOST}/a.png`],
    ['a colon without a port', `${HOST}:/a.png`, `${HOST}/a.png`],
    ['blanks and lines around it', `\n\t ${HOST}/a.png \r\n`, `${HOST}/a.png`],
    ['lines and tabs inside', `${HOST}/a\n/b\t.png`, `${HOST}/a/b.png`],
    ['a host alone', HOST, `${HOST}/`],
    ['backslashes', 'https:\\\\images.example.com\\a\\b.png', `${HOST}/a/b.png`],
    ['one slash', 'https:/images.example.com/a.png', `${HOST}/a.png`],
    ['dots for folders', `${HOST}/a/./b/../c.png`, `${HOST}/a/c.png`],
    ['a fragment', `${HOST}/a.png#top`, `${HOST}/a.png`],
    ['an empty fragment', `${HOST}/a.png#`, `${HOST}/a.png`],
    ['a question mark alone', `${HOST}/a.png?`, `${HOST}/a.png?`],
    ['no scheme, as on a page', '//images.example.com/a.png', `${HOST}/a.png`],
    ['no scheme and a blank before', ' //images.example.com/a.png', `${HOST}/a.png`],
    ['characters that browsers and Node do not agree on', `${HOST}/a|b^c?d|e^f`, `${HOST}/a%7Cb%5Ec?d%7Ce%5Ef`],
    ['quotation marks and angles', `${HOST}/"<a>".png`, `${HOST}/%22%3Ca%3E%22.png`],
    ['an apostrophe', `${HOST}/it's.png`, `${HOST}/it's.png`],
    ['commas, colons and equals signs, as image services have them', `${HOST}/w=1,h=2:3/a.png`, `${HOST}/w=1,h=2:3/a.png`],
    [
      'an address in the address',
      `${HOST}/_next/image?url=https://a.example/b.jpg&w=3`,
      `${HOST}/_next/image?url=https://a.example/b.jpg&w=3`,
    ],
  ])('%s', (_, written, address) => {
    expect(cover(written).params.cover).toBe(address);
    expect(cover(address).params.cover).toBe(address);
    expect(formatValues(cover(written))).toBe(formatValues(cover(address)));
  });

  test('and it may have 1,000 characters when it is', () => {
    const room = MAX_IMAGE_URL_LENGTH - HOST.length - 1;
    expect(cover(`${HOST}/${'a'.repeat(room)}`).params.cover).toHaveLength(1000);
    expect(cover(`${HOST}/${'a'.repeat(room)}#${'b'.repeat(500)}`).params.cover).toHaveLength(1000);
    expect(cover(` ${HOST}:443/${'a'.repeat(room)} `).params.cover).toHaveLength(1000);
    expect(cover(`${HOST}/${'a'.repeat(280)}`).params.cover).toHaveLength(307);
  });
});

describe('a refusal names the rule that the address breaks:', () => {
  test.each([
    ['http', 'http://images.example.com/a.png', 'is http'],
    ['data', 'data:image/png;base64,AAAA', 'is data'],
    ['a file', 'file:///etc/passwd', 'is file'],
    ['a script', 'javascript:alert(1)', 'is javascript'],
    ['a blob', 'blob:https://images.example.com/1', 'is blob'],
    ['no scheme', 'images.example.com/a.png', 'does not begin with https://'],
    ['a path', '/a.png', 'does not begin with https://'],
    ['words', 'my photo', 'does not begin with https://'],
    ['no host', 'https://', 'names no host'],
    ['no host before a query', 'https://?a', 'names no host'],
    ['a host with a blank', 'https://images example.com/a.png', 'has a host or port that cannot be read'],
    ['an invalid port', `${HOST}:99999/a.png`, 'has a host or port that cannot be read'],
    ['a user', 'https://ida@images.example.com/a.png', 'names a user or a password'],
    ['a password', 'https://:secret@images.example.com/a.png', 'names a user or a password'],
    ['a port', `${HOST}:8443/a.png`, 'names the port 8443'],
    ['an IPv4 address', 'https://93.184.216.34/a.png', 'has the IP address 93.184.216.34 for a host'],
    ['an IPv4 address as a number', 'https://2130706433/', 'has the IP address 127.0.0.1 for a host'],
    ['an IPv6 address', 'https://[2606:4700::1111]/a.png', 'has the IP address [2606:4700::1111] for a host'],
    ['a photo in capital letters', 'photo:7H3K9M2P4Q8R5T6V', 'has capital letters in the id'],
    ['photo: in capital letters', 'Photo:7h3k9m2p4q8r5t6v', 'has capital letters in photo:'],
    ['a photo with a short id', 'photo:7h3k9m2p', 'has 8 characters after photo:, not 16'],
    ['a photo with a long id', 'photo:7h3k9m2p4q8r5t6v0', 'has 17 characters after photo:, not 16'],
    ['a photo without an id', 'photo:', 'has 0 characters after photo:, not 16'],
    ['a photo as an address', 'photo://7h3k9m2p4q8r5t6v', 'has 18 characters after photo:, not 16'],
    ['a photo that is percent-encoded', 'photo%3A7h3k9m2p4q8r5t6v', 'has %3A in the place of the colon'],
    ['a photo with a space', 'photo: 7h3k9m2p4q8r5t6v', 'has a space in it'],
    ['a photo between spaces', ' photo:7h3k9m2p4q8r5t6v\n', 'has a space in it'],
    [
      'a photo whose id has an i, l, o or u',
      'photo:7h3k9m2p4q8r5t6o',
      'has characters in the id that no id has: it has digits and lower-case letters, but none of i, l, o and u',
    ],
    ['an id alone', '7h3k9m2p4q8r5t6v', 'does not begin with https://'],
    ['one character too many', `${HOST}/${'a'.repeat(974)}`, 'has 1001 characters'],
    ['too many once they are escaped', `${HOST}/${'ö'.repeat(200)}`, 'has 1227 characters'],
  ])('%s', (_, address, rule) => {
    expect(() => cover(address)).toThrow(
      expect.objectContaining({
        code: 'invalid_params',
        message: expect.stringContaining(
          `"cover" must be an https address of at most 1000 characters, photo: and an id, or empty (this one ${rule})`,
        ),
      }),
    );
  });
});

test('any text gives an address that stays as it is, or a problem', () => {
  const pieces = fc.constantFrom(
    'https://',
    'http:',
    '//',
    '@',
    ':443',
    '%',
    '/../',
    '?',
    '#',
    '\\',
    ' ',
    '\n',
    'ö',
    '|',
    '^',
    'a.example',
  );
  const addresses = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'grapheme' }), fc.webUrl()), { maxLength: 8 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      fc.oneof(
        addresses,
        addresses.map((rest) => `${HOST}/${rest}`),
      ),
      (text) => {
        const found = normalizeImageAddress(text);
        if ('problem' in found) return;
        expect(normalizeImageAddress(found.address)).toEqual(found);
        expect(new URL(found.address).protocol).toBe('https:');
        const card = cover(text);
        expect(parseValues('article', formatValues(card))).toEqual(card);
      },
    ),
    { numRuns: 3000 },
  );
});
