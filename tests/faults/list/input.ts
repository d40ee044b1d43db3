// @examples article quote
import { signCardPath } from '../../../card-schema/card-path.ts';
import { createCard } from '../../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import type { Fault, FaultParts } from '../fault.ts';

const input = { seam: 'input' } as const;

/** Signed, so that the image alone is what is wrong with it. */
const withAvatar = (avatar: string): Pick<FaultParts, 'ask' | 'looks'> => ({
  ask: {
    path: () =>
      signCardPath(
        createCard('article', { title: 'Small teams, large ships', author: 'Ada Okafor', avatar }),
        DEVELOPMENT_KEYS.signing,
      ),
  },
  looks: 'article-plain',
});
/** A card whose key holds a hash, because the payload has too many characters for S3. */
const long: Pick<FaultParts, 'ask'> = {
  ask: {
    path: () => signCardPath(createCard('quote', { words: '港'.repeat(280), speaker: '海' }), DEVELOPMENT_KEYS.signing),
  },
};
const asked = (path: string): Pick<FaultParts, 'ask'> => ({ ask: { path: () => path } });
/** origin-request did not take it for a card, and logged the reason. */
const refused = (code: string) => ({ logged: new RegExp(`"outcome":"default_card".*"code":"${code}"`) });
const forged: Pick<FaultParts, 'ask'> = {
  ask: { path: ({ otherPath }) => otherPath.replace(/.(?=\.jpg$)/, (last) => (last === 'A' ? 'Q' : 'A')) },
};

export const INPUT_FAULTS: readonly Fault[] = [
  {
    ...input,
    name: 'a signature with one character changed',
    expected: 'default',
    ...forged,
    ...refused('bad_signature'),
    quick: true,
  },
  {
    ...input,
    name: 'a payload that is not base64url',
    expected: 'default',
    ...asked('/article/!!!.AAAAAAAAAAAAAAAAAAAAAA.jpg'),
    ...refused('not_a_card'),
  },
  { ...input, name: 'a number out of range', expected: 'default', ...asked('/9999999-1-1.jpg'), ...refused('invalid_params') },
  { ...input, name: 'a path of 8,000 characters', expected: 'default', ...asked(`/${'a'.repeat(8000)}`), ...refused('too_long') },
  {
    ...input,
    name: 'no card, and the default card cannot be drawn',
    expected: 'fallback',
    from: 'no browser',
    ...asked('/nope.jpg'),
    switchOn: ({ site }) => site.refuse(),
    logged: /does not answer/,
  },
  {
    ...input,
    name: 'HEAD on a card that nobody has drawn',
    expected: 'headers',
    ask: { method: 'HEAD' },
    logged: /"outcome":"head_miss"/,
  },
  {
    ...input,
    name: 'an image of a host that is not allowed',
    expected: 'incomplete',
    ...withAvatar('https://photos.example.net/a.jpg'),
    logged: /"missingImages":\[\{"host":"photos\.example\.net","reason":"[^"]*is not an allowed host/,
  },
  {
    ...input,
    name: 'an image, and no DNS',
    expected: 'incomplete',
    ...withAvatar('https://images.edgecard.test/harbour.jpg'),
    logged: /"missingImages":\[\{"host":"images\.edgecard\.test","reason":"[^"]*E[A-Z]+/,
    shipped: true,
  },
  {
    ...input,
    name: 'a long card, and the payload of another one comes with its key',
    expected: 'fallback',
    ...long,
    between({ headers }) {
      const payload = Buffer.from(JSON.stringify(['Another text', 'A', '', 'sea', '', ''])).toString('base64url');
      headers['x-card-payload'] = [{ key: 'x-card-payload', value: payload }];
    },
    logged: /"code":"not_a_card","reason":"The payload that came with the key has another hash/,
    quick: true,
  },
  {
    ...input,
    name: 'a long card, and its payload is lost on the way',
    expected: 'fallback',
    ...long,
    between({ headers }) {
      delete headers['x-card-payload'];
    },
    logged: /"code":"not_a_card","reason":"The key holds a hash, and its payload has not come with it/,
  },
  {
    ...input,
    name: 'configuration: no signing key',
    expected: 'default',
    ask: { path: ({ otherPath }) => otherPath },
    config: { 'x-card-signing-keys': '' },
    ...refused('no_signing_key'),
  },
  {
    ...input,
    name: 'configuration: the card site’s address is not an address',
    expected: 'fallback',
    config: { 'x-card-site': 'cards' },
    logged: /bad_config/,
  },
  {
    ...input,
    name: 'configuration: another page key than the card site has',
    expected: 'fallback',
    from: 'no browser',
    config: { 'x-card-page-keys': 'some other key of ours' },
    logged: /site_refused/,
  },
];
