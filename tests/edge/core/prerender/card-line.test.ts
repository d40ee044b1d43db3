// @examples article score
import { describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../../../card-schema/card-path.ts';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { CardError } from '../../../../card-schema/errors.ts';
import { errorFields, errorForSender } from '../../../../edge/core/error-fields.ts';
import { holdsCard, parseCardLine } from '../../../../edge/core/prerender/card-line.ts';
import { fc } from '../../../support/fast-check.ts';
import { longCard } from '../../../support/long-card.ts';

const KEY = 'a-key-of-the-tests-alone';
const score = createCard('score', { home: 12, away: 34, round: 10 });
const article = createCard('article', { title: 'Small teams', author: 'Ada Okafor' });

test.each([
  ['JSON', '{"template":"score","params":{"home":12,"away":34,"round":10}}', score],
  ['JSON with defaults to fill in', '{"template":"article","params":{"title":"Small teams","author":"Ada Okafor"}}', article],
  ['JSON of a card without params', '{"template":"default"}', createCard('default', {})],
  ['a path', '/12-34-10.jpg', score],
  ['a path between blanks', '\t/12-34-10.jpg ', score],
  ['a versioned path', '/~0123456789ab/12-34-10.jpg', score],
  ['an address', 'https://social.app.com/12-34-10.jpg', score],
])('reads %s', async (_, text, card) => {
  expect(await parseCardLine(text, [])).toEqual(card);
});

test('reads a signed path, by any of the keys', async () => {
  const path = await signCardPath(article, KEY);
  expect(await parseCardLine(path, ['another-key-of-the-tests', KEY])).toEqual(article);
  expect(await parseCardLine(`https://social.app.com${path}`, [KEY])).toEqual(article);
  expect(await parseCardLine(JSON.stringify(longCard()), [])).toEqual(longCard());
});

test.each(['HTTPS://Social.App.com/12-34-10.jpg?fbclid=x', 'https://social.app.com/a/../12%2D34-10.jpg#top', '//12-34-10.jpg'])(
  '%s is the card that it is at the edge',
  async (line) => {
    expect(await parseCardLine(line, [])).toEqual(createCard('score', { home: 12, away: 34, round: 10 }));
  },
);

describe.each<[string, string, string, RegExp]>([
  ['a word', 'score', 'not_a_card', /must be \{"template": …, "params": …\} or a path such as .*got "score"/],
  ['a path of no card', '/012-34-10.jpg', 'not_a_card', /canonical/],
  ['an address of no card', 'https://social.app.com/12%2F34%2F10.jpg', 'not_a_card', /not that of a card/],
  ['half a JSON', '{"template":"score"', 'not_a_card', /not JSON/],
  ['a template that is not a text', '{"template":5}', 'not_a_card', /"template" must be a text; got "5"/],
  ['no template', '{}', 'not_a_card', /"template" must be a text; got "null"/],
  ['an unknown field next to the card', '{"template":"default","priority":1}', 'not_a_card', /nothing else; got "priority"/],
  ['an unknown template', '{"template":"constructor"}', 'unknown_template', /No template is called "constructor"/],
  ['params that are wrong', '{"template":"score","params":{"home":1,"away":2,"round":100}}', 'invalid_params', /"round" must be/],
  ['params that are not an object', '{"template":"score","params":[1,2,3]}', 'invalid_params', /must be an object/],
])('%s', (_, text, code, message) => {
  test(`is refused as ${code}`, async () => {
    const error = await parseCardLine(text, [KEY]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CardError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

test.each([
  ['as a character', '{"template":"article","params":{"title":"Gr\ufffd\ufffde","author":"Ada"}}', 'title'],
  ['as an escape', '{"template":"article","params":{"title":"T","author":"M\\ufffdller"}}', 'author'],
])('a character that a conversion has lost is refused %s, with its field', async (_, line, field) => {
  await expect(parseCardLine(line, [])).rejects.toMatchObject({
    code: 'invalid_params',
    message: `"${field}" holds U+FFFD (\ufffd), which stands for a character that a conversion has lost: correct the text where it comes from.`,
  });
  const lost = await signCardPath(createCard('article', { title: 'Gr\ufffd', author: 'Ada' }), KEY);
  await expect(parseCardLine(lost, [KEY])).rejects.toMatchObject({ code: 'invalid_params' });
});

test('a signature that is wrong, or that no key is there for, is refused', async () => {
  const path = await signCardPath(article, KEY);
  await expect(parseCardLine(path, ['another-key-of-the-tests'])).rejects.toMatchObject({ code: 'bad_signature' });
  await expect(parseCardLine(path, [])).rejects.toMatchObject({ code: 'no_signing_key' });
});

test.each([
  ['a word', 'c2lnbmF0dXJl'],
  ['half a JSON', '{c2lnbmF0dXJl'],
  ['JSON with something after it', '{"template":"default"}c2lnbmF0dXJl'],
  ['a template that is not a text', '{"template":["c2lnbmF0dXJl"]}'],
  ['an unknown field next to the card', '{"template":"default","c2lnbmF0dXJl":1}'],
  ['an unknown template', '{"template":"c2lnbmF0dXJl"}'],
  ['an unknown param', '{"template":"default","params":{"c2lnbmF0dXJl":1}}'],
  ['a param that is wrong', '{"template":"score","params":{"home":"c2lnbmF0dXJl","away":2,"round":3}}'],
])('%s is quoted for its sender, and not in the log', async (_, line) => {
  const error = await parseCardLine(line, [KEY]).catch((caught: unknown) => caught);
  expect(errorForSender(error).reason).toContain('c2lnbmF0dXJl');
  expect(JSON.stringify(errorFields(error))).not.toMatch(/c2lnbm|dXJl/);
});

test('any text is a card or a CardError', async () => {
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc.string().map((text) => `{${text}`),
    fc.string().map((text) => `/${text}.jpg`),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const error = await parseCardLine(text, [KEY]).catch((caught: unknown) => caught);
      if (error instanceof Error) expect(error).toBeInstanceOf(CardError);
    }),
  );
});

test('comments and empty lines hold no card', () => {
  expect(['', '  ', '# 1', '  # 1'].map(holdsCard)).toEqual([false, false, false, false]);
  expect(['/x.jpg', '{', '1 # 2'].map(holdsCard)).toEqual([true, true, true]);
});
