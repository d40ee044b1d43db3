// A main site on plain node:http whose pages carry cards: EDGECARD_SIGNING_KEY=… node examples/node-server/server.ts
import { createServer, type Server } from 'node:http';
import { type CardUrlOptions, ogTags } from '../../card-schema/card-url.ts';
import { escapeHtml } from '../../card-schema/escape-html.ts';

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
      console.error(error); // a title that is too long, say: the message names the field
      return response.writeHead(500, { 'content-type': 'text/plain' }).end('The page failed.\n');
    }
  });
}

async function articlePage({ title, author, text }: Article, url: string, cards: CardUrlOptions): Promise<string> {
  // ogTags gives HTML that is escaped already; everything else is escaped here.
  return `<!DOCTYPE html>
<html lang="en" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<meta property="og:title" content="${escapeHtml(title)}">
<meta property="og:url" content="${escapeHtml(url)}">
<meta property="og:type" content="article">
${await ogTags('article', { title, author }, cards)}
</head>
<body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></body>
</html>
`;
}

if (process.argv[1] === import.meta.filename) {
  const { EDGECARD_SIGNING_KEY: signingKey, PICTURE_ORIGIN = 'https://social.app.com', PORT = '9000' } = process.env;
  if (!signingKey) throw new Error('Set EDGECARD_SIGNING_KEY, the key that the picture distribution knows.');
  const origin = `http://127.0.0.1:${PORT}`;
  const articles = new Map([
    ['/small-teams', { title: 'Small teams, large ships', author: 'Ada Okafor', text: 'Once upon a time.' }],
  ]);
  createSite({ origin, articles, cards: { origin: PICTURE_ORIGIN, signingKey } }).listen(Number(PORT), '127.0.0.1', () => {
    console.log(`${origin}/small-teams`);
  });
}
