// A small main site whose pages carry cards. It shows what a team has to do: ogTags() in the head, and the key on the server.
import { createServer, type ServerResponse } from 'node:http';
import { parseCardPath } from '../../card-schema/card-path.ts';
import type { CardUrlOptions } from '../../card-schema/card-url.ts';
import { type Card, createCard, DEFAULT_CARD, type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { CardError } from '../../card-schema/errors.ts';
import { listen } from '../http/listen.ts';
import { renderPage, type SitePage, STYLE } from './pages.ts';

export interface MainSiteOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where the pictures come from. */
  readonly pictureOrigin: string;
  readonly signingKey: string;
  /** Those of now, asked for with every page. */
  readonly designVersions?: () => Partial<DesignVersions>;
}

export interface MainSite {
  readonly url: string;
  close(): Promise<void>;
}

/** Folder of the site → the template whose examples are its pages. */
const FOLDERS = { articles: 'article', quotes: 'quote', events: 'event' } as const satisfies Record<string, TemplateName>;

export async function startMainSite(options: MainSiteOptions): Promise<MainSite> {
  const { port, pictureOrigin, signingKey, designVersions } = options;
  const cardsOfNow = (): CardUrlOptions => ({
    origin: pictureOrigin,
    signingKey,
    ...(designVersions ? { designVersions: designVersions() } : {}),
  });
  const headers = {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src ${new URL(pictureOrigin).origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  const send = (response: ServerResponse, status: number, type: string, text: string) =>
    response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(text);

  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'text/plain', 'GET and HEAD only.\n');
    if (request.url === '/style.css') return send(response, 200, 'text/css', STYLE);
    const page = pageAt(request.url ?? '/');
    return renderPage(page, listening.origin, cardsOfNow())
      .then((html) => send(response, page.status, 'text/html', html))
      .catch((error: unknown) => {
        console.error('Main site:', error);
        send(response, 500, 'text/plain', 'The page failed; the log says why.\n');
      });
  });
  const listening = await listen(server, port);
  return { url: listening.origin, close: listening.close };
}

/** The page at a path and query. What is not a page says so, with the default card. */
function pageAt(target: string): SitePage {
  const [path = '/', query] = target.split(/\?(.*)/s);
  if (path === '/') return query === undefined ? homePage() : socialPage(new URLSearchParams(query));
  const [, folder = '', slug = '', ...more] = path.split('/');
  const template = Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder as keyof typeof FOLDERS] : undefined; // hasOwn has just said so
  const examples = template ? templateNamed(template).examples : {};
  if (!template || more.length > 0 || !Object.hasOwn(examples, slug)) return missingPage();
  const card = createCard(template as string, examples[slug]);
  return { status: 200, address: path, title: titleOf(card), description: templateNamed(template).description, card };
}

function homePage(): SitePage {
  const scores = Object.values(templateNamed('score').examples).map((input) => Object.values(input).join('-'));
  const pages = Object.entries(FOLDERS).flatMap(([folder, template]) =>
    Object.entries(templateNamed(template).examples).map(([slug, input]) => ({
      address: `/${folder}/${slug}`,
      text: titleOf(createCard(template as string, input)),
    })),
  );
  return {
    status: 200,
    address: '/',
    title: 'The Demo Gazette',
    description: 'Every page of this site has a picture of its own. Share one, or look at its source.',
    card: DEFAULT_CARD,
    links: [...scores.map((social) => ({ address: `/?social=${social}`, text: `Score ${social}` })), ...pages],
  };
}

/** `/?social=12-34-10`: a result that somebody shares. Anything else in it gets the default card, and is repeated nowhere. */
function socialPage(query: URLSearchParams): SitePage {
  const [social = '', ...more] = query.getAll('social');
  const card = more.length === 0 ? scoreOf(social) : undefined;
  const description = templateNamed('score').description;
  if (!card) return { ...homePage(), links: [], title: 'Nothing to share here', description };
  return { status: 200, address: `/?social=${social}`, title: titleOf(card), description, card };
}

/** The card that the text names, if it is the one spelling of a score. */
function scoreOf(social: string): Card | undefined {
  try {
    const { card, designVersion } = parseCardPath(`/${social}.jpg`);
    return card.template === 'score' && designVersion === undefined ? card : undefined;
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}

function missingPage(): SitePage {
  const description = 'Nothing is at this address.';
  return { status: 404, address: '/', title: 'No such page', description, card: DEFAULT_CARD };
}

function titleOf(card: Card): string {
  switch (card.template) {
    case 'article':
    case 'event':
      return card.params.title;
    case 'quote':
      return card.params.words;
    default:
      return templateNamed(card.template).alt(card.params);
  }
}
