// What each network does with a card: every fact with whoever says so. What nobody says is our drawing, and is called that.
import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import type { Rect } from '../stress/text-lines.ts';

export interface Source {
  /** `network`: its own page or code says so. `report`: somebody else has seen it. `ours`: nobody says; it is how we draw it. */
  readonly kind: 'network' | 'report' | 'ours';
  readonly name: string;
  readonly url?: string;
}

export interface Fact {
  /** A few words, to stand below the preview. */
  readonly says: string;
  readonly source: Source;
}

/** How much of a text is shown: whole lines, or bytes of UTF-8 with three dots after them. */
export type Cut = { readonly lines: number } | { readonly bytes: number };

export type Piece = 'picture' | 'host' | 'title' | 'description';

export interface Network {
  readonly id: string;
  readonly name: string;
  /** A small form shows a thumbnail, on which no text can be read anyway. */
  readonly form: 'large' | 'small';
  /** Width by height of what is shown of the picture, cut evenly on both sides. */
  readonly aspect: number;
  /** Radius of the corners that are cut off the picture, in pixels of the card. */
  readonly corner: number;
  /** Absent where all four corners are cut off: below the picture the network's own card goes on. */
  readonly corners?: 'top';
  /** What is laid over the picture, in pixels of the card. */
  readonly over?: { readonly what: string; readonly rect: Rect };
  /** A larger picture is not shown. */
  readonly most?: { readonly bytes: number; readonly source: Source };
  /** From top to bottom, or from left to right in a small form. */
  readonly order: readonly Piece[];
  readonly title: Cut;
  /** Absent where none is shown. */
  readonly description?: Cut;
  readonly facts: readonly Fact[];
}

const CARD_ASPECT = PICTURE_SIZE.width / PICTURE_SIZE.height;

const fromNetwork = (name: string, url: string): Source => ({ kind: 'network', name, url });
const reported = (name: string, url: string): Source => ({ kind: 'report', name, url });
const OURS: Source = { kind: 'ours', name: 'our drawing' };

const LOOKS: Fact = { says: 'Colours, corners and lines of text', source: OURS };

const META = fromNetwork('Meta, images in link shares', 'https://developers.facebook.com/docs/sharing/webmasters/images');
const X_CARD: Source = { kind: 'network', name: 'developer.x.com, summary card with large image' };
const LINKEDIN = reported('myog.social', 'https://myog.social/bots/linkedinbot');
const WHATSAPP = fromNetwork(
  'WhatsApp, link previews (May 2026)',
  'https://developers.facebook.com/documentation/business-messaging/whatsapp/link-previews',
);
const LINKPEEK = reported('getlinkpeek.com', 'https://www.getlinkpeek.com/blog/og-image-size-guide-2026');
const DISCORD_SEEN = reported('a developer who tried it out', 'https://mastodawn.com/explore/tag/000abc');
const MASTODON = fromNetwork(
  'Mastodon’s code, preview_card.rb (newer versions may differ)',
  'https://github.com/mastodon/mastodon/blob/main/app/models/preview_card.rb',
);
const MASTODON_CARD = fromNetwork(
  'Mastodon’s code, card.jsx (newer versions may differ)',
  'https://github.com/mastodon/mastodon/blob/main/app/javascript/mastodon/features/status/components/card.jsx',
);
const BLUESKY = fromNetwork(
  'Bluesky’s code, ExternalLinkEmbed.tsx',
  'https://github.com/bluesky-social/social-app/blob/main/src/view/com/util/post-embeds/ExternalLinkEmbed.tsx',
);

const WHATSAPP_BYTES: Fact = {
  says: 'At most 300, 500 or 600 KB, by whom one asks; the least counts here',
  source: reported('opengraph.to, getlinkpeek.com and others, who disagree', 'https://opengraph.to/articles/og-image-too-large'),
};
const WHATSAPP_TITLE: Fact = { says: 'Title in bold', source: WHATSAPP };

const DISCORD_BYTES = reported('peek.dt.tools', 'https://peek.dt.tools/social-preview-image-sizes/');
const TELEGRAM_BYTES = reported('tryunfurl.com', 'https://www.tryunfurl.com/telegram-link-preview.html');
const BLUESKY_BYTES = fromNetwork(
  'Bluesky’s lexicon, app.bsky.embed.external',
  'https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/embed/external.json',
);

const WHATSAPP_HEAD: Fact = { says: 'Tags in the first 300 KB of the page', source: WHATSAPP };
const WHATSAPP_RATIO: Fact = { says: 'At most 4 : 1', source: LINKPEEK };

export const NETWORKS: readonly Network[] = [
  {
    id: 'facebook',
    name: 'Facebook',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 0,
    most: { bytes: 8_000_000, source: META },
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
    most: { bytes: 5_000_000, source: X_CARD },
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
    most: { bytes: 5_000_000, source: LINKEDIN },
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
  {
    id: 'whatsapp',
    name: 'WhatsApp',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 18,
    most: { bytes: 300_000, source: WHATSAPP_BYTES.source },
    order: ['picture', 'title', 'description', 'host'],
    title: { lines: 2 },
    description: { lines: 2 },
    facts: [
      { says: 'Large from 300 px of width', source: LINKPEEK },
      WHATSAPP_RATIO,
      WHATSAPP_BYTES,
      WHATSAPP_HEAD,
      WHATSAPP_TITLE,
      LOOKS,
    ],
  },
  {
    id: 'whatsapp-square',
    name: 'WhatsApp, small',
    form: 'small',
    aspect: 1,
    corner: 0,
    most: { bytes: 300_000, source: WHATSAPP_BYTES.source },
    order: ['picture', 'title', 'description', 'host'],
    title: { lines: 2 },
    description: { lines: 1 },
    facts: [
      {
        says: 'Square thumbnail, cut out of the picture',
        source: reported('Nuxt SEO’s guide to WhatsApp', 'https://nuxtseo.com/docs/og-image/guides/whatsapp'),
      },
      WHATSAPP_BYTES,
      WHATSAPP_TITLE,
      LOOKS,
    ],
  },
  {
    id: 'imessage',
    name: 'iMessage',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 54,
    corners: 'top',
    order: ['picture', 'title', 'host'],
    title: { lines: 2 },
    facts: [
      {
        says: 'Fetched by the sender’s own device',
        source: reported('opengraphplus.com', 'https://opengraphplus.com/consumers/apple/crawling'),
      },
      {
        says: 'Several og:image stand side by side',
        source: reported('nuxt-og-image, pull request 584', 'https://github.com/nuxt-modules/og-image/pull/584'),
      },
      LOOKS,
    ],
  },
  {
    id: 'slack',
    name: 'Slack',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 24,
    order: ['host', 'title', 'description', 'picture'],
    title: { lines: 2 },
    description: { lines: 3 },
    facts: [
      {
        says: 'Tags in the first 32 KB of the page',
        source: reported('opengraphplus.com', 'https://opengraphplus.com/consumers/slack/crawling'),
      },
      LOOKS,
    ],
  },
  {
    id: 'discord',
    name: 'Discord',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 12,
    most: { bytes: 8_000_000, source: DISCORD_BYTES },
    order: ['title', 'description', 'picture'],
    title: { bytes: 67 },
    description: { bytes: 347 },
    facts: [
      { says: 'Title cut after 67 bytes, description after 347', source: DISCORD_SEEN },
      { says: 'Bar in the page’s theme-color', source: DISCORD_SEEN },
      {
        says: 'Large with twitter:card summary_large_image',
        source: reported('opengraphplus.com', 'https://opengraphplus.com/consumers/discord/tags'),
      },
      {
        says: 'At most 8 MB',
        source: DISCORD_BYTES,
      },
      LOOKS,
    ],
  },
  {
    id: 'telegram',
    name: 'Telegram',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 14,
    most: { bytes: 5_000_000, source: TELEGRAM_BYTES },
    order: ['host', 'title', 'description', 'picture'],
    title: { lines: 2 },
    description: { lines: 3 },
    facts: [
      {
        says: 'About 5 MB at most',
        source: TELEGRAM_BYTES,
      },
      {
        says: 'Keeps a picture as long as its address',
        source: reported('stickerdaniel/saas-starter, issue 779', 'https://github.com/stickerdaniel/saas-starter/issues/779'),
      },
      LOOKS,
    ],
  },
  {
    id: 'mastodon',
    name: 'Mastodon',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 19,
    corners: 'top',
    most: { bytes: 2_000_000, source: MASTODON },
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
    most: { bytes: 1_000_000, source: BLUESKY_BYTES },
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

/** A network whose preview is not drawn, and whose limit counts all the same. */
export const SIGNAL = {
  name: 'Signal',
  mostBytes: 1_048_576,
  source: fromNetwork(
    'Signal’s code, linkPreviewFetch.ts',
    'https://github.com/signalapp/Signal-Desktop/blob/main/ts/linkPreviews/linkPreviewFetch.ts',
  ),
} as const;

/** Who says so, in a sentence. */
export function attribution({ kind, name }: Source): string {
  if (kind === 'ours') return 'Our drawing: no source gives this.';
  return kind === 'network' ? `Source: ${name}.` : `Reported by ${name}, not by the network.`;
}
