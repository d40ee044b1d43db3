// The demo main site's pages, as HTML: what a team's own site would do to have cards, and what comes of it.
import { type CardUrlOptions, cardPicture, cardUrl, ogTags } from '../../card-schema/card-url.ts';
import { TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { escapeHtml } from '../../card-schema/escape-html.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { NETWORKS } from '../../card-site/networks/networks.ts';
import { pictureHtml, tagsHtml } from './card-section.ts';
import { documentHtml, textHtml } from './document.ts';
import { fieldsHtml, groupHtml, thumbnailsHtml } from './gallery.ts';
import { drawingHtml, previewsHtml, type SharedPage } from './network-previews.ts';
import { exampleAddress, examplesOf, languageOf, SITE_PAGES, type SitePage, templateAddress } from './site-map.ts';

export interface Site {
  /** Of the demo site itself. */
  readonly origin: string;
  readonly cards: CardUrlOptions;
  readonly studio?: string | undefined;
  /** Address of the page for photos, if the site has it. */
  readonly photos?: string | undefined;
}

export async function renderPage(page: SitePage, { origin, cards, studio, photos }: Site): Promise<string> {
  const options = { ...cards, strict: true }; // the pages' cards are made already
  const { title, card, shows } = page;
  const params = card.params as never; // the card's own params, which fit its template whichever it is
  const tags = `${pageTags(page, origin)}\n${await ogTags(card.template, params, options)}`;
  const { url, alt } = await cardPicture(card.template, params, options);
  const picture = pictureHtml(url, alt, studio && studioAddress(studio, page));
  const about = () => [tagsHtml(tags, card, options.origin), previewsHtml(shared(page, url))];
  const main = {
    'all templates': async () => [await heroHtml(page, options), ...invitation(photos), ...(await groups(options))],
    'a template': async () => [introHtml(page), picture, await moreHtml(page, options), fieldsHtml(card.template), ...about()],
    'a card': async () => [introHtml(page), picture, ...about(), await moreHtml(page, options)],
    nothing: async () => [introHtml(page), picture],
  };
  return documentHtml({ title, tags, studio, photos, main: (await main[shows]()).join('\n') });
}

function invitation(photos: string | undefined): readonly string[] {
  if (photos === undefined) return [];
  return [
    `<p class="invitation"><a href="${escapeHtml(photos)}"><strong>Drop a photo of your own</strong> and see the card of it, with every head whole.</a></p>`,
  ];
}

function groups(options: CardUrlOptions): Promise<readonly string[]> {
  return Promise.all(TEMPLATE_NAMES.map((name) => groupHtml(name, options)));
}

/** The tags that every page has, cards or none. */
export function pageTags(
  { title, description, address }: Pick<SitePage, 'title' | 'description' | 'address'>,
  origin: string,
): string {
  return `<meta property="og:title" content="${escapeHtml(title)}">
<meta property="og:description" content="${escapeHtml(description)}">
<meta property="og:url" content="${escapeHtml(origin + address)}">
<meta property="og:type" content="website">
<meta name="description" content="${escapeHtml(description)}">`;
}

/** In characters: a longer one would fill the screen before its card is seen. */
const MAX_LARGE_TITLE = 80;

function introHtml(page: SitePage): string {
  const { title, description, card, shows, example } = page;
  const isCard = shows === 'a card';
  const way = isCard
    ? `<nav class="way" aria-label="You are here"><a href="/">All cards</a> / <a href="${templateAddress(card.template)}">${card.template}</a>${example === undefined ? '' : ` / ${escapeHtml(example)}`}</nav>\n`
    : '';
  return `${way}${textHtml('h1', title, isCard ? languageOf(card) : 'en', title.length > MAX_LARGE_TITLE ? 'long' : '')}
<p class="lead">${escapeHtml(description)}</p>`;
}

const HOW = `<ol class="how">
<li><strong>Your page names a picture.</strong> Its tags hold the address, and the address holds the card: template and texts.</li>
<li><strong>A network asks for it.</strong> A real browser draws your React component at CloudFront’s edge, once.</li>
<li><strong>The picture is kept.</strong> Everybody after gets the same JPEG from S3 and CloudFront’s cache.</li>
</ol>`;

/** What the index begins with: what all this is, and a card as people see it. */
async function heroHtml(page: SitePage, options: CardUrlOptions): Promise<string> {
  const withTexts = EXAMPLES.filter(({ template }) => templateNamed(template).addressing === 'open');
  const [first] = [...withTexts, ...EXAMPLES];
  const [plain, showy = plain] = EXAMPLES.filter(({ template }) => template === first?.template);
  const shown = showy && SITE_PAGES.get(exampleAddress(showy));
  const [network] = NETWORKS.filter(({ id }) => id === 'linkedin');
  if (!shown || !network) return `${introHtml(page)}${HOW}`;
  const picture = await cardUrl(shown.card.template, shown.card.params as never, options);
  return `<div class="hero">
<div>${introHtml(page)}</div>
<a class="hero-card" href="${escapeHtml(shown.address)}">${drawingHtml(network, shared(shown, picture))}<span>A card on LinkedIn</span></a>
</div>
${HOW}`;
}

export function shared({ title, description, card, shows }: SitePage, picture: string): SharedPage {
  const languages = { title: shows === 'a card' ? languageOf(card) : 'en', description: 'en' };
  return { picture, title, description, languages };
}

/** Where the card can be changed. */
export function studioAddress(studio: string, { card }: Pick<SitePage, 'card'>): string {
  return `${studio}/#/${card.template}/card?${new URLSearchParams({ params: JSON.stringify(card.params) })}`;
}

async function moreHtml({ card, example }: SitePage, options: CardUrlOptions): Promise<string> {
  const others = examplesOf(card.template).filter(({ name }) => name !== example);
  if (others.length === 0) return '';
  return `<section class="group" aria-labelledby="more"><h2 id="more">${example === undefined ? 'Its examples' : `More of ${card.template}`}</h2>
${await thumbnailsHtml(others, options)}
</section>`;
}
