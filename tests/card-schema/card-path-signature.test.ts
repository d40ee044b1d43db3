// @examples article quote score
import { describe, expect, test } from '@jest/globals';
import { formatCardPath, signCardPath, verifyCardPath } from '../../card-schema/card-path.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { codeOf, KEY, SIGNATURE } from './path-parts.ts';

describe('a signature', () => {
  const card = createCard('article', { title: 'T', author: 'A' });

  test('vouches under each of several keys, so that keys can be rotated', async () => {
    const path = await signCardPath(card, 'the older key of two');
    expect(await verifyCardPath(path, ['the newer key of two', 'the older key of two'])).toEqual(card);
  });

  test('that was made with another key is refused', async () => {
    await expect(verifyCardPath(await signCardPath(card, 'someone else’s key'), [KEY])).rejects.toMatchObject({
      code: 'bad_signature',
    });
  });

  test('is refused after any single character of it or of the payload has changed', async () => {
    const path = await signCardPath(card, KEY);
    const end = path.lastIndexOf('.');
    for (let at = '/article/'.length; at < end; at++) {
      if (path[at] === '.') continue;
      const forged = `${path.slice(0, at)}${path[at] === 'A' ? 'B' : 'A'}${path.slice(at + 1)}`;
      await expect(verifyCardPath(forged, [KEY])).rejects.toMatchObject({ code: 'bad_signature' });
    }
  });

  test('for one template does not open another', async () => {
    const path = await signCardPath(createCard('quote', { words: 'W', speaker: 'S' }), KEY);
    await expect(verifyCardPath(path.replace('/quote/', '/article/'), [KEY])).rejects.toMatchObject({ code: 'bad_signature' });
  });

  test('is checked before the payload is decoded', async () => {
    await expect(verifyCardPath(`/article/____.${SIGNATURE}.jpg`, [KEY])).rejects.toMatchObject({ code: 'bad_signature' });
  });

  test('opens nothing when no key is set', async () => {
    await expect(verifyCardPath(await signCardPath(card, KEY), [])).rejects.toMatchObject({ code: 'no_signing_key' });
    await expect(signCardPath(card, undefined)).rejects.toMatchObject({
      code: 'no_signing_key',
      message: 'A card of article needs a signing key.',
    });
    await expect(verifyCardPath(await signCardPath(card, KEY), [])).rejects.toThrow(
      'No signing key is set, so article cards cannot be opened.',
    );
    await expect(verifyCardPath(await signCardPath(card, KEY), ['someone else’s key'])).rejects.toThrow(
      'The signature vouches for another path, or was made with another key.',
    );
  });

  test.each([
    'k'.repeat(15),
    ' a key for tests only',
    'a key for tests only\n',
    'newer-signing-key,older-signing-key',
    '{{a reference to a key}}',
  ])('is not made with the key %j, which no deployment can hold', async (key) => {
    await expect(signCardPath(card, key)).rejects.toMatchObject({
      code: 'bad_config',
      message: expect.stringContaining('A signing key has at least 16 characters'),
    });
  });

  test('is not forgotten for an open card, nor given to a closed one', () => {
    expect(codeOf(() => formatCardPath({ card }))).toBe('bad_signature');
    expect(() => formatCardPath({ card })).toThrow('A path of article needs a signature.');
    expect(() => formatCardPath({ card: createCard('default', {}), signature: SIGNATURE })).toThrow(
      'A path of default has no signature.',
    );
    expect(
      codeOf(() => formatCardPath({ card: createCard('score', { home: 1, away: 2, round: 3 }), signature: SIGNATURE })),
    ).toBe('bad_signature');
  });
});
