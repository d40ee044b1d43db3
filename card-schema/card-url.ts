// What a main site needs: a card's address and the tags for its pages. WebCrypto only; no Node, no DOM.
//
// A page must not fail because of its card. Whatever the page's data holds, there is an address and there are tags, unless the
// option `strict` asks for an error instead. What is wrong with the configuration (origin, key, template) is always thrown.

import { BUILT_FROM } from './built-from.ts';
import { warningsOfHosts } from './card-images.ts';
import { signCardPath } from './card-path.ts';
import type { CardWarning } from './card-warning.ts';
import { type Card, type CardInput, createCard, DEFAULT_CARD, type TemplateName, templateNamed } from './catalogue.ts';
import type { DesignVersions } from './design-version.ts';
import { CardError, quoted } from './errors.ts';
import { escapeHtml } from './escape-html.ts';
import { decodeInput, mendCard } from './mend-card.ts';
import { PICTURE_SIZE } from './picture-size.ts';

/** Each option may be undefined as well as absent, so that a variable of the environment can be given as it is. */
export interface CardUrlOptions {
  /** Origin of the pictures, such as `https://social.app.com`: scheme, host and perhaps a port, without a path. */
  readonly origin: string;
  /**
   * Signs the addresses that need it; those of other templates need no key. At least 16 characters, no comma, brace or quotation mark, no
   * space at its ends: a deployment lists its keys between commas. While keys are rotated, the first of them. Keep it on the server.
   */
  readonly signingKey?: string | undefined;
  /**
   * Template name → design version, 12 hexadecimal digits. Puts `~<design version>` into the path, so that the address changes when
   * the pixels would. If left out: the versions that `npm run package:main-site` built in, and none outside such a package. `{}`
   * keeps them out of addresses.
   */
  readonly designVersions?: Partial<DesignVersions> | undefined;
  /**
   * Throws CardError `invalid_params` or `too_long` (a path has at most 4,096 characters) for what the schema refuses. Otherwise
   * texts are cleaned and cut at a word, what cannot be used is left out, and a card that lacks a required field is the default card.
   */
  readonly strict?: boolean | undefined;
  /** Decodes HTML entities in texts first, such as `&amp;` and `&#8217;` from a CMS. Each one once. */
  readonly entities?: boolean | undefined;
  /** Hosts from which the deployment's cards may show images, as its setting `imageHosts` has them: warns of others. */
  readonly imageHosts?: readonly string[] | undefined;
  /** Called with everything that was mended or left out, and of images with what will be missing. What it throws is ignored. */
  readonly onWarning?: ((warning: CardWarning) => unknown) | undefined;
}

/** A card as a page refers to it, for frameworks that write the tags themselves. */
export interface CardPicture {
  readonly url: string;
  readonly alt: string;
  /** The card that the address is of: the default card, if there is none of this input. */
  readonly card: Card;
}

/** Codes of errors that are the configuration's fault, not that of the page's data. */
const CONFIGURATION: ReadonlySet<string> = new Set(['bad_config', 'no_signing_key', 'unknown_template']);

/** The address of a card. Throws CardError `bad_config` for a bad origin or key, `no_signing_key`, `unknown_template`. */
export async function cardUrl<N extends TemplateName>(
  template: N,
  input: CardInput<N>,
  options: CardUrlOptions,
): Promise<string> {
  return (await cardPicture(template, input, options)).url;
}

/**
 * The tags for a page's head, as HTML. Every value is escaped, so a hostile title stays a title. Throws as cardUrl does.
 * The twitter tags come first and name the same picture, because iMessage shows several og:image side by side otherwise.
 */
export async function ogTags<N extends TemplateName>(template: N, input: CardInput<N>, options: CardUrlOptions): Promise<string> {
  const { url, alt } = await cardPicture(template, input, options);
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

/** The address of a card with the words for it. Throws as cardUrl does. */
export async function cardPicture<N extends TemplateName>(
  template: N,
  input: CardInput<N>,
  options: CardUrlOptions,
): Promise<CardPicture> {
  const { strict = false, entities = false, onWarning } = options;
  originOf(options.origin); // before anything that depends on the page
  if (strict) return pictureOf(createCard(template as string, entities ? decodeInput(input) : input), options);
  const warn = (warning: CardWarning) => callSafely(onWarning, warning);
  try {
    const card = mendCard(template, input, { entities, warn });
    if (card) return await pictureOf(card, options);
    warn({
      code: 'default_card',
      message: `There is no card of ${template} without its required fields: the default card stands in.`,
    });
  } catch (error) {
    if (error instanceof CardError && CONFIGURATION.has(error.code)) throw error;
    // Even a bug in a template's own code costs the page nothing but its picture.
    const reason = error instanceof Error ? error.message : quoted(error);
    warn({ code: 'default_card', message: `The default card stands in: ${reason}` });
  }
  return pictureOf(DEFAULT_CARD, options);
}

async function pictureOf(card: Card, options: CardUrlOptions): Promise<CardPicture> {
  const { origin, signingKey, designVersions, imageHosts, onWarning } = options;
  const alt = templateNamed(card.template).alt(card.params);
  const path = await signCardPath(card, signingKey, (designVersions ?? BUILT_FROM.designVersions)[card.template]); // null as well
  for (const warning of imageHosts ? warningsOfHosts(card, imageHosts) : []) callSafely(onWarning, warning);
  return { url: `${originOf(origin)}${path}`, alt, card };
}

/** A callback that throws, or whose promise is rejected, must not break the page either. */
function callSafely(onWarning: CardUrlOptions['onWarning'], warning: CardWarning): void {
  try {
    Promise.resolve(onWarning?.(warning)).catch(() => {});
  } catch {
    // The warning is lost; who wrote the callback sees so.
  }
}

/** Checks an origin and writes it without a slash at its end. */
export function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash) return url.origin;
  throw new CardError('bad_config', `"origin" must be an origin such as https://social.app.com; got ${JSON.stringify(text)}.`);
}
