// The demo main site's pages, as HTML: what a team's own site would do to have cards.
import { type CardUrlOptions, cardUrl, ogTags } from '../../card-schema/card-url.ts';
import { type Card, templateNamed } from '../../card-schema/catalogue.ts';
import { escapeHtml } from '../../card-schema/escape-html.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';

export interface SitePage {
  readonly status: number;
  /** Path and query of the page itself, for og:url. */
  readonly address: string;
  readonly title: string;
  readonly description: string;
  /** The card that crawlers are shown. */
  readonly card: Card;
  readonly links?: readonly { readonly address: string; readonly text: string }[];
}

/** Values are escaped wherever they stand; tags that ogTags() made are HTML already. */
export async function renderPage(page: SitePage, site: string, cards: CardUrlOptions): Promise<string> {
  const options = { ...cards, strict: true }; // the pages' cards are made already
  const { title, description, card, links = [] } = page;
  const params = card.params as never; // the card's own params, which fit its template whichever it is
  const tags = await ogTags(card.template, params, options);
  const picture = await cardUrl(card.template, params, options);
  // The tags stand first, because crawlers read the beginning of a page and some of them no more than that.
  return `<!DOCTYPE html>
<html lang="en" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<meta property="og:title" content="${escapeHtml(title)}">
<meta property="og:description" content="${escapeHtml(description)}">
<meta property="og:url" content="${escapeHtml(site + page.address)}">
<meta property="og:type" content="website">
${tags}
<meta name="description" content="${escapeHtml(description)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">The Demo Gazette</a></header>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(description)}</p>
<figure>
<img src="${escapeHtml(picture)}" width="${PICTURE_SIZE.width}" height="${PICTURE_SIZE.height}" alt="${escapeHtml(altOf(card))}">
<figcaption><a href="${escapeHtml(picture)}">The picture that crawlers get for this page</a></figcaption>
</figure>
${list(links)}</main>
</body>
</html>
`;
}

function list(links: NonNullable<SitePage['links']>): string {
  if (links.length === 0) return '';
  const items = links.map(({ address, text }) => `<li><a href="${escapeHtml(address)}">${escapeHtml(text)}</a></li>`);
  return `<ul>\n${items.join('\n')}\n</ul>\n`;
}

function altOf({ template, params }: Card): string {
  return templateNamed(template).alt(params);
}

export const STYLE = `:root { color-scheme: light dark; --ink: #1d1b26; --paper: #fbfaf7; --soft: #6c6878; --line: #e4e1d9; --link: #4b3fd6 }
@media (prefers-color-scheme: dark) { :root { --ink: #f1eff7; --paper: #17151f; --soft: #a5a0b5; --line: #322f40; --link: #a79fff } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 18px/1.55 system-ui, sans-serif }
header, main { max-width: 760px; margin: 0 auto; padding: 1.5rem 1.25rem }
header { border-bottom: 1px solid var(--line) }
header a { color: inherit; font-weight: 700; text-decoration: none }
h1 { margin: 1.5rem 0 .5rem; font-size: clamp(1.6rem, 5vw, 2.6rem); line-height: 1.15; text-wrap: balance; overflow-wrap: anywhere }
p { color: var(--soft); max-width: 60ch }
a { color: var(--link) }
figure { margin: 2rem 0 }
img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 12px }
figcaption { margin-top: .6rem; color: var(--soft); font-size: .8rem }
ul { padding: 0; list-style: none }
li { padding: .55rem 0; border-top: 1px solid var(--line) }
`;
