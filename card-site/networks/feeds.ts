// What networks with a public feed do with a card: every fact with its source.
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import type { Network } from './network.ts';
import { BLUESKY, BLUESKY_BYTES, LINKEDIN, LOOKS, MASTODON, MASTODON_CARD, META, OURS, reported, X_CARD } from './sources.ts';

const CARD_ASPECT = PICTURE_SIZE.width / PICTURE_SIZE.height;

export const LARGE_FEEDS: readonly Network[] = [
  {
    id: 'facebook',
    name: 'Facebook',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 0,
    max: { bytes: 8_000_000, source: META },
    order: ['picture', 'host', 'title', 'description'],
    title: { lines: 2 },
    description: { lines: 1 },
    facts: [{ says: '1.91 : 1, large from 600 × 315', source: META }, { says: 'At most 8 MB', source: META }, LOOKS],
  },
  {
    id: 'x',
    name: 'X',
    form: 'large',
    aspect: 2,
    corner: 38,
    over: { what: 'the title', rect: { left: 28, top: 530, right: 1172, bottom: 587 } },
    max: { bytes: 5_000_000, source: X_CARD },
    order: ['picture', 'host'],
    title: { lines: 1 },
    facts: [
      { says: '2 : 1, which cuts 15 px above and below', source: X_CARD },
      { says: 'Less than 5 MB', source: X_CARD },
      { says: 'At least 300 × 157', source: X_CARD },
      {
        says: 'Fetched once; a redirect is dropped for good',
        source: reported('jetpack, pull request 49390', 'https://github.com/Automattic/jetpack/pull/49390'),
      },
      {
        says: 'Title over the bottom of the picture',
        source: reported('knowgoodwords.com', 'https://knowgoodwords.com/headlines-on-x-posts-are-back-but-theyre-different/'),
      },
      { says: 'Size and place of that title, colours, corners', source: OURS },
    ],
  },
  {
    id: 'linkedin',
    name: 'LinkedIn',
    form: 'large',
    aspect: 1200 / 627,
    corner: 0,
    max: { bytes: 5_000_000, source: LINKEDIN },
    order: ['picture', 'title', 'host'],
    title: { lines: 2 },
    facts: [
      { says: '1200 × 627', source: LINKEDIN },
      { says: 'At least 200 × 200', source: LINKEDIN },
      { says: 'At most 5 MB', source: LINKEDIN },
      { says: 'Ignores twitter:* tags', source: LINKEDIN },
      LOOKS,
    ],
  },
];

export const OPEN_FEEDS: readonly Network[] = [
  {
    id: 'mastodon',
    name: 'Mastodon',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 19,
    corners: 'top',
    max: { bytes: 2_000_000, source: MASTODON },
    order: ['picture', 'host', 'title'],
    title: { lines: 2 },
    facts: [
      { says: 'Scaled to 230,400 pixels: 662 × 348', source: MASTODON },
      { says: 'At most 2 MB', source: MASTODON },
      { says: 'The picture’s own shape, title and site, no description', source: MASTODON_CARD },
      LOOKS,
    ],
  },
  {
    id: 'bluesky',
    name: 'Bluesky',
    form: 'large',
    aspect: 1.91,
    corner: 29,
    corners: 'top',
    max: { bytes: 1_000_000, source: BLUESKY_BYTES },
    order: ['picture', 'title', 'description', 'host'],
    title: { lines: 3 },
    description: { lines: 2 },
    facts: [
      { says: '1.91 : 1; title of 3 lines, description of 2', source: BLUESKY },
      {
        says: 'At most 1,000,000 bytes',
        source: BLUESKY_BYTES,
      },
      { says: 'Colours and corners', source: OURS },
    ],
  },
];
