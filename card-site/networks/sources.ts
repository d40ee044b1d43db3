// Who says what of the networks. A fact without a source is our own drawing, and says so.
import type { Fact, Source } from './network.ts';

export const fromNetwork = (name: string, url: string): Source => ({ kind: 'network', name, url });
export const reported = (name: string, url: string): Source => ({ kind: 'report', name, url });
export const OURS: Source = { kind: 'ours', name: 'our drawing' };

export const LOOKS: Fact = { says: 'Colours, corners and lines of text', source: OURS };

export const META = fromNetwork('Meta, images in link shares', 'https://developers.facebook.com/docs/sharing/webmasters/images');
export const X_CARD: Source = { kind: 'network', name: 'developer.x.com, summary card with large image' };
export const LINKEDIN = reported('myog.social', 'https://myog.social/bots/linkedinbot');
const WHATSAPP = fromNetwork(
  'WhatsApp, link previews (May 2026)',
  'https://developers.facebook.com/documentation/business-messaging/whatsapp/link-previews',
);
export const LINKPEEK = reported('getlinkpeek.com', 'https://www.getlinkpeek.com/blog/og-image-size-guide-2026');
export const DISCORD_SEEN = reported('a developer who tried it out', 'https://mastodawn.com/explore/tag/000abc');
export const MASTODON = fromNetwork(
  'Mastodon’s code, preview_card.rb (newer versions may differ)',
  'https://github.com/mastodon/mastodon/blob/main/app/models/preview_card.rb',
);
export const MASTODON_CARD = fromNetwork(
  'Mastodon’s code, card.jsx (newer versions may differ)',
  'https://github.com/mastodon/mastodon/blob/main/app/javascript/mastodon/features/status/components/card.jsx',
);
export const BLUESKY = fromNetwork(
  'Bluesky’s code, ExternalLinkEmbed.tsx',
  'https://github.com/bluesky-social/social-app/blob/main/src/view/com/util/post-embeds/ExternalLinkEmbed.tsx',
);

export const WHATSAPP_BYTES: Fact = {
  says: 'At most 300, 500 or 600 KB, by whom one asks; the least counts here',
  source: reported('opengraph.to, getlinkpeek.com and others, who disagree', 'https://opengraph.to/articles/og-image-too-large'),
};
export const WHATSAPP_TITLE: Fact = { says: 'Title in bold', source: WHATSAPP };

export const DISCORD_BYTES = reported('peek.dt.tools', 'https://peek.dt.tools/social-preview-image-sizes/');
export const TELEGRAM_BYTES = reported('tryunfurl.com', 'https://www.tryunfurl.com/telegram-link-preview.html');
export const BLUESKY_BYTES = fromNetwork(
  'Bluesky’s lexicon, app.bsky.embed.external',
  'https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/embed/external.json',
);

export const WHATSAPP_HEAD: Fact = { says: 'Tags in the first 300 KB of the page', source: WHATSAPP };
export const WHATSAPP_RATIO: Fact = { says: 'At most 4 : 1', source: LINKPEEK };
