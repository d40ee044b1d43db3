// What a main site needs: a card's address and the tags for its pages. WebCrypto only; no Node, no DOM.

import { signCardPath } from './card-path.ts';
import { type Card, type CardInput, createCard, type TemplateName, templateNamed } from './catalogue.ts';
import type { DesignVersions } from './design-version.ts';
import { CardError } from './errors.ts';
import { escapeHtml } from './escape-html.ts';
import { PICTURE_SIZE } from './picture-size.ts';

export interface CardUrlOptions {
  /** Origin of the picture distribution, such as `https://social.app.com`. */
  readonly origin: string;
  /** Needed for open templates only. Keep it on the server. */
  readonly signingKey?: string;
  /** From `dist/design-versions.json`: puts `~<design version>` into the path, so that the address changes when the pixels would. */
  readonly designVersions?: Partial<DesignVersions>;
}

/** The address of a card. Throws CardError: `invalid_params`, `no_signing_key`, `too_long`, `bad_config` for a bad origin or key. */
export async function cardUrl<N extends TemplateName>(
  template: N,
  input: CardInput<N>,
  options: CardUrlOptions,
): Promise<string> {
  return urlOf(createCard(template as string, input), options);
}

/**
 * The tags for a page's head, as HTML. Every value is escaped, so a hostile title stays a title.
 * The twitter tags come first and name the same picture, because iMessage shows several og:image side by side otherwise.
 */
export async function ogTags<N extends TemplateName>(template: N, input: CardInput<N>, options: CardUrlOptions): Promise<string> {
  const card: Card = createCard(template as string, input);
  const url = await urlOf(card, options);
  const alt = templateNamed(card.template).alt(card.params);
  const secure = url.startsWith('https:') ? [['property', 'og:image:secure_url', url]] : [];
  const tags = [
    ['name', 'twitter:card', 'summary_large_image'],
    ['name', 'twitter:image', url],
    ['name', 'twitter:image:alt', alt],
    ['property', 'og:image', url],
    ...secure,
    ['property', 'og:image:type', 'image/jpeg'],
    ['property', 'og:image:width', String(PICTURE_SIZE.width)],
    ['property', 'og:image:height', String(PICTURE_SIZE.height)],
    ['property', 'og:image:alt', alt],
  ];
  return tags.map(([kind, name, content]) => `<meta ${kind}="${name}" content="${escapeHtml(content ?? '')}">`).join('\n');
}

async function urlOf(card: Card, { origin, signingKey, designVersions }: CardUrlOptions): Promise<string> {
  return `${originOf(origin)}${await signCardPath(card, signingKey, designVersions?.[card.template])}`;
}

/** Checks an origin and writes it without a slash at its end. */
export function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash) return url.origin;
  throw new CardError('bad_config', `"origin" must be an origin such as https://social.app.com; got ${JSON.stringify(text)}.`);
}
