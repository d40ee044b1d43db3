// A main site on plain node:http whose pages carry cards: EDGECARD_SIGNING_KEY=… node examples/node-server/server.ts
// @examples article
import { createServer, type Server } from 'node:http';
import { type CardUrlOptions, cardUrl, escapeHtml, lineOf, ogTags } from '@edgecard/card-schema';

export interface Article {
  readonly title: string;
  readonly author: string;
  readonly text: string;
}

export interface Site {
  /** Origin of the site itself. */
  readonly origin: string;
  readonly articles: ReadonlyMap<string, Article>;
  /** Where the pictures are, and the key that signs their addresses: it stays on the server. */
  readonly cards: CardUrlOptions;
}

export function createSite({ origin, articles, cards }: Site): Server {
  return createServer(async (request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/s, '');
    const article = articles.get(path);
    if (!article) return response.writeHead(404, { 'content-type': 'text/plain' }).end('No such page.\n');
    try {
      const html = await articlePage(article, `${origin}${path}`, cards);
      return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    } catch (error) {
      console.error(error); // the configuration: whatever an article holds, ogTags has tags for it
      return response.writeHead(500, { 'content-type': 'text/plain' }).end('The page failed.\n');
    }
  });
}

async function articlePage({ title, author, text }: Article, url: string, cards: CardUrlOptions): Promise<string> {
  // Articles come from somewhere else, so what is typed as a text may be none.
  const heading = escapeHtml(lineOf(title) || 'Untitled');
  const onWarning = ({ message }: { readonly message: string }) => console.warn(`${url}: ${message}`);
  // ogTags gives HTML that is escaped already; everything else is escaped here.
  return `<!DOCTYPE html>
<html lang="en" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<title>${heading}</title>
<meta property="og:title" content="${heading}">
<meta property="og:url" content="${escapeHtml(url)}">
<meta property="og:type" content="article">
${await ogTags('article', { title, author }, { onWarning, ...cards })}
</head>
<body><h1>${heading}</h1><p>${escapeHtml(typeof text === 'string' ? text : '')}</p></body>
</html>
`;
}

if (process.argv[1] === import.meta.filename) {
  const { EDGECARD_SIGNING_KEY: signingKey, PICTURE_ORIGIN = 'https://social.app.com', PORT = '9000' } = process.env;
  if (!signingKey) throw new Error('Set EDGECARD_SIGNING_KEY, the key that the picture distribution knows.');
  const cards = { origin: PICTURE_ORIGIN, signingKey };
  await cardUrl('article', { title: 'A start', author: 'Nobody' }, cards); // a wrong origin or key ends here, not in a page
  const origin = `http://127.0.0.1:${PORT}`;
  const articles = new Map([
    ['/small-teams', { title: 'Small teams, large ships', author: 'Ada Okafor', text: 'Once upon a time.' }],
  ]);
  createSite({ origin, articles, cards }).listen(Number(PORT), '127.0.0.1', () => {
    console.log(`${origin}/small-teams`);
  });
}
