import { signCardPath } from '../../../card-schema/card-path.ts';
import { createCard } from '../../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import type { Fault, FaultParts } from '../fault.ts';

const input = { seam: 'input' } as const;

/** Signed, so that the image alone is what is wrong with it. */
const withCover = (cover: string): Pick<FaultParts, 'ask'> => ({
  ask: { path: () => signCardPath(createCard('article', { title: 'T', author: 'A', cover }), DEVELOPMENT_KEYS.signing) },
});
const asked = (path: string): Pick<FaultParts, 'ask'> => ({ ask: { path: () => path } });
/** origin-request took it for no card, and told why. */
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
    name: 'a payload that is no base64url',
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
    logged: /"outcome":"card_undrawn"/,
  },
  {
    ...input,
    name: 'an image of a host that is not allowed',
    expected: 'fallback',
    ...withCover('https://images.example.com/a.jpg'),
    logged: /image_refused/,
  },
  {
    ...input,
    name: 'an image, and no DNS',
    expected: 'fallback',
    ...withCover('https://images.edgecard.test/harbour.jpg'),
    logged: /image_refused/,
    shipped: true,
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
    name: 'configuration: the card site’s address is no address',
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
