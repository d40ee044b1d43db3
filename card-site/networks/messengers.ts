// What messengers do with a card: every fact with its source.
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import type { Network } from './network.ts';
import {
  DISCORD_BYTES,
  DISCORD_SEEN,
  LINKPEEK,
  LOOKS,
  reported,
  TELEGRAM_BYTES,
  WHATSAPP_BYTES,
  WHATSAPP_HEAD,
  WHATSAPP_RATIO,
  WHATSAPP_TITLE,
} from './sources.ts';

const CARD_ASPECT = PICTURE_SIZE.width / PICTURE_SIZE.height;

export const MESSENGERS: readonly Network[] = [
  {
    id: 'whatsapp',
    name: 'WhatsApp',
    form: 'large',
    aspect: CARD_ASPECT,
    corner: 18,
    max: { bytes: 300_000, source: WHATSAPP_BYTES.source },
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
    max: { bytes: 300_000, source: WHATSAPP_BYTES.source },
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
    max: { bytes: 8_000_000, source: DISCORD_BYTES },
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
    max: { bytes: 5_000_000, source: TELEGRAM_BYTES },
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
];
