// Which pages the demo main site has: one for each template of the catalogue and one for each of its examples, whatever it holds.

import { parseCardPath } from '../../card-schema/card-path.ts';
import { type Card, DEFAULT_CARD, TEMPLATE_NAMES, type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { EXAMPLES, type Example } from '../../card-schema/examples.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import { languageOfTexts } from '../../card-schema/languages/text-language.ts';

export interface SitePage {
  readonly status: 200 | 404;
  /** Path and query of the page itself, for og:url. */
  readonly address: string;
  readonly title: string;
  readonly description: string;
  /** The card that crawlers are shown. */
  readonly card: Card;
  readonly shows: 'all templates' | 'a template' | 'a card' | 'nothing';
  /** Its name among the template's examples. */
  readonly example?: string;
}

const HOME: SitePage = {
  status: 200,
  address: '/',
  title: 'Every page has a picture of its own',
  description: 'All cards of this checkout, the tags that bring them to the networks, and how each network shows them.',
  card: DEFAULT_CARD,
  shows: 'all templates',
};

/** The page at a path and query. What is not a page says so, with the default card. */
export function pageAt(target: string): SitePage {
  const [path = '/', query] = target.split(/\?(.*)/s);
  if (path === '/') return query === undefined ? HOME : sharedPage(new URLSearchParams(query));
  return SITE_PAGES.get(path) ?? MISSING;
}

export const templateAddress = (template: string) => `/${template}`;
export const exampleAddress = ({ template, name }: Pick<Example, 'template' | 'name'>) =>
  `/${template}/${encodeURIComponent(name)}`;

export const examplesOf = (template: TemplateName) => EXAMPLES.filter((example) => example.template === template);

/** What a page is called that shows the card: its first text that must be given, or else what is said of the card. */
export function titleOf({ template, params }: Card): string {
  const { fields, alt } = templateNamed(template);
  const values = params as Readonly<Record<string, unknown>>;
  const [name] = Object.entries(fields)
    .filter(([, field]) => fieldInfo(field).kind === 'text' && fieldInfo(field).min === 1)
    .map(([field]) => field);
  const title = name === undefined ? undefined : values[name];
  return typeof title === 'string' ? title : alt(params);
}

/** The language that a card's texts are in: what it says, or else what its letters say. */
export function languageOf({ template, params }: Card): string {
  const values = Object.entries(params as Readonly<Record<string, unknown>>);
  const ofKind = (kind: string) =>
    values.filter(([name]) => fieldInfo(templateNamed(template).fields[name] as never).kind === kind).map(([, value]) => value);
  const [said] = ofKind('language');
  if (typeof said === 'string' && said !== '') return said;
  const texts = ofKind('text').filter((value) => typeof value === 'string');
  return templateNamed(template).language ?? languageOfTexts(texts);
}

const MISSING: SitePage = {
  status: 404,
  address: '/',
  title: 'No such page',
  description: 'Nothing is at this address.',
  card: DEFAULT_CARD,
  shows: 'nothing',
};

const NOTHING_SHARED: SitePage = {
  status: 200,
  address: '/',
  title: 'Nothing to share here',
  description: 'The address names no card, so the page has the default card.',
  card: DEFAULT_CARD,
  shows: 'nothing',
};

/** `/?social=12-34-10`: a result that somebody shares. Anything else in it gets the default card, and is repeated nowhere. */
function sharedPage(query: URLSearchParams): SitePage {
  const [social = '', ...more] = query.getAll('social');
  const card = more.length === 0 ? unsignedCard(social) : undefined;
  return card ? cardPage(card, `/?social=${social}`) : NOTHING_SHARED;
}

/** The card that the text names, in its one spelling. Somebody who writes an address by hand cannot sign it. */
function unsignedCard(social: string): Card | undefined {
  try {
    const { card, designVersion, signature } = parseCardPath(`/${social}.jpg`);
    const isPlain = designVersion === undefined && signature === undefined;
    return isPlain && templateNamed(card.template).addressing !== 'fixed' ? card : undefined;
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}

function cardPage(card: Card, address: string): SitePage {
  const { description } = templateNamed(card.template);
  return { status: 200, address, title: titleOf(card), description, card, shows: 'a card' };
}

function templatePage(template: TemplateName): SitePage {
  const { description } = templateNamed(template);
  // The second example is the showy one, as in the studio.
  const [plain, showy = plain] = examplesOf(template);
  const card = showy?.card ?? DEFAULT_CARD;
  return {
    status: 200,
    address: templateAddress(template),
    title: `Cards of ${template}`,
    description,
    card,
    shows: 'a template',
  };
}

const EXAMPLE_PAGES = EXAMPLES.map(
  (example): SitePage => ({ ...cardPage(example.card, exampleAddress(example)), example: example.name }),
);

/**
 * By path. Examples are at a plural as well (/articles/photo), as they were before there was a page for each template; a template
 * that has the plural for its name goes first.
 */
export const SITE_PAGES: ReadonlyMap<string, SitePage> = new Map([
  ...EXAMPLE_PAGES.map((page) => [page.address.replace(/^\/\w+/, '$&s'), page] as const),
  ...TEMPLATE_NAMES.map((template) => [templateAddress(template), templatePage(template)] as const),
  ...EXAMPLE_PAGES.map((page) => [page.address, page] as const),
]);
