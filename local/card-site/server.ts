// The card site as its distribution serves it: hashed assets for everyone, pages for those whom the guard lets in.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { projectPath } from '../../project-path.ts';
import type { CloudFrontFunction, FunctionResponse } from '../cloudfront/cloudfront-function.ts';
import { viewerRequestEvent } from '../cloudfront/viewer-request-event.ts';
import { listen } from '../http/listen.ts';
import { loadGuard } from './guard.ts';

export interface CardSiteOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** The built site: index.html, pages/ and assets/; studio.html where there is a static studio. */
  readonly directory?: string;
  /** Instead of one: several that follow each other, the newest first. Names in pages/ and assets/ are hashes, so that all may be served. */
  readonly directories?: () => readonly string[];
  readonly pageKeys: readonly string[];
  /** In the place of the project's guard with these page keys: the code of one that is deployed. */
  readonly guard?: CloudFrontFunction;
}

export interface CardSite {
  readonly origin: string;
  close(): Promise<void>;
}

/** An asset's name has no slash and begins with no dot, so it cannot lead out of its folder. */
const ASSET = /^\/assets\/([A-Za-z0-9_-][A-Za-z0-9._-]*)$/;
/** The one page among the assets: the live card of the static studio, see card-site/bundle/make-studio.ts. */
const STUDIO_FRAME = /^studio-frame-[0-9a-f]{12}\.html$/;
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/** What the guard makes of an address; as an asset's name, it cannot lead out of its folder. */
const PAGE = /^\/(index|studio|pages\/[0-9a-f]{12})\.html$/;

/** The same file from which the distribution has its headers. */
const HEADERS = projectPath('infra/card-site-headers.json');
type SiteHeaders = Readonly<Record<'page' | 'assets', Readonly<Record<string, string>>>>;

interface Site {
  readonly directories: () => readonly string[];
  readonly guard: CloudFrontFunction;
  readonly headers: SiteHeaders;
}

export async function startCardSite({
  port,
  directory = '',
  directories = () => [directory],
  pageKeys,
  guard = loadGuard(pageKeys),
}: CardSiteOptions): Promise<CardSite> {
  const headers = JSON.parse(readFileSync(HEADERS, 'utf8')) as SiteHeaders;
  const site: Site = { directories, guard, headers };
  const server = createServer((request, response) => {
    answer(request, response, site).catch((error: unknown) => {
      console.error('Card site:', error);
      sendText(response, 500, 'The card site failed; its log says why.\n');
    });
  });
  const { origin, close } = await listen(server, port);
  return { origin, close };
}

async function answer(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  const event = viewerRequestEvent(request);
  if (event.request.uri.startsWith('/assets/')) return sendAsset(request, response, site, event.request.uri);
  const result = site.guard(event);
  if ('statusCode' in result) return sendAnswer(response, result);
  const page = PAGE.test(result.uri) ? await readFirst(site, result.uri) : undefined;
  if (!page && result.uri === '/studio.html')
    return sendText(response, 404, 'No studio is here: npm run deploy -- --studio brings one.\n');
  if (!page && result.uri !== '/index.html') return sendText(response, 404, 'No such page: it is of another design.\n');
  if (!page) return sendText(response, 503, 'The build that this stack serves is gone: start the stack again.\n');
  response.writeHead(200, { ...site.headers.page, 'content-type': 'text/html; charset=utf-8' }).end(page);
}

async function sendAsset(request: IncomingMessage, response: ServerResponse, site: Site, uri: string): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 403, 'Only GET and HEAD.\n');
  const name = ASSET.exec(uri)?.[1];
  const type = STUDIO_FRAME.test(name ?? '') ? 'text/html; charset=utf-8' : TYPES[extname(name ?? '')];
  const bytes = name && type ? await readFirst(site, join('assets', name)) : undefined;
  if (!bytes) return sendText(response, 404, 'No such asset.\n');
  response.writeHead(200, { ...site.headers.assets, 'content-type': String(type), 'content-length': bytes.length }).end(bytes);
}

async function readFirst({ directories }: Site, path: string): Promise<Buffer | undefined> {
  for (const directory of directories()) {
    const bytes = await readFile(join(directory, path)).catch(absent);
    if (bytes) return bytes;
  }
  return undefined;
}

function sendAnswer(response: ServerResponse, { statusCode, headers = {}, body }: FunctionResponse): void {
  response.writeHead(statusCode, Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value]))).end(body);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'EISDIR') throw error;
}
