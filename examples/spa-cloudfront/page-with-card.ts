// Puts the tags of a shared card into an app's index.html, between the comments <!-- card --> and <!-- /card -->.
import { type Card, CardError, cardPicture, escapeHtml, ogTags, signCardPath, verifyCardPath } from '@edgecard/card-schema';

export interface PageOptions {
  /** Origin of the app, such as `https://app.com`. */
  readonly siteOrigin: string;
  /** Origin of the pictures, such as `https://social.app.com`. */
  readonly pictureOrigin: string;
  /** The first signs. Without any, `?social=` takes cards of closed templates only, which need no signature. */
  readonly signingKeys: readonly string[];
}

const BEGIN = '<!-- card -->';
const END = '<!-- /card -->';

/**
 * The card that a query names: `social=12-34-10`, or `social=article/<payload>.<signature>`. It comes from a stranger, so it is
 * read as a card's path or not at all: what is not a card, or is there twice, is undefined.
 *
 * CloudFront's cache key holds the parameter that is literally called `social`. Another spelling of the name is not in the key,
 * so a card found by it would be kept, and shown to everybody, under the address without a card.
 */
export async function sharedCard(querystring: string, signingKeys: readonly string[]): Promise<Card | undefined> {
  const [part, ...more] = querystring.split('&').filter((each) => each.startsWith('social='));
  if (part === undefined || more.length > 0) return undefined;
  const social = new URLSearchParams(part).get('social');
  try {
    return await verifyCardPath(`/${social}.jpg`, signingKeys);
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}

/** The page with the card's tags. It holds nothing of the query: every tag is made from the card. */
export async function pageWithCard(page: string, card: Card, options: PageOptions): Promise<string> {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`index.html must hold ${BEGIN} and, after it, ${END}.`);
  // Cut, not replaced: in a replacement $& and its like would mean something.
  return `${page.slice(0, begin)}${BEGIN}\n${await tagsOf(card, options)}\n${page.slice(end)}`;
}

async function tagsOf(card: Card, { siteOrigin, pictureOrigin, signingKeys: [signingKey] }: PageOptions): Promise<string> {
  const params = card.params as never; // the card's own params, which fit its template whichever it is
  const options = { origin: pictureOrigin, signingKey, strict: true }; // this very card, and no other
  const { alt } = await cardPicture(card.template, params, options);
  const title = escapeHtml(alt);
  // Facebook takes og:url for the page that was meant: with the home page's, every score would be shown as the home page.
  const social = (await signCardPath(card, signingKey)).slice('/'.length, -'.jpg'.length);
  return [
    `<title>${title}</title>`,
    `<meta property="og:title" content="${title}">`,
    `<meta property="og:url" content="${escapeHtml(`${siteOrigin}/?social=${social}`)}">`,
    await ogTags(card.template, params, options),
  ].join('\n');
}
