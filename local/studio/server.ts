// The studio: its page and the live card from the source, and its API, at one port.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ViteDevServer } from 'vite';
import { CardError } from '../../card-schema/errors.ts';
import type { BuiltCardSite } from '../../card-site/bundle/built-files.ts';
import type { Log } from '../../edge/core/ports.ts';
import { type Listening, listen } from '../http/listen.ts';
import { createStudioApi, type StackParts } from './api.ts';
import { changedTemplates, createEvents } from './events.ts';
import { StudioError, sendJson } from './exchange.ts';
import { type FollowedSource, type FollowSourceParts, followSource } from './follow-source.ts';
import { createLivePage } from './live-page.ts';
import { refuseStrangers } from './strangers.ts';
import { FRAME_PAGE, openVite } from './vite.ts';
import { watchRefusal } from './watch-limit.ts';

/** What a request's path stands on; only path and query are looked at. */
const OWN_BASE = 'http://studio';

export interface StudioOptions extends StackParts {
  /** 0 takes any free one. */
  readonly port: number;
  /** The build that the stack stands on. */
  readonly built: BuiltCardSite;
  /** See followSource(). */
  readonly builtMs?: number | undefined;
  /** Called with the card site's next build, before the studio's pages get it. */
  readonly onRebuilt: (built: BuiltCardSite) => void;
  /** The source has changed in what this process has imported. If nobody listens, what can be taken in is. */
  readonly onRestartNeeded?: FollowSourceParts['onRestartNeeded'];
  /** Names that it answers to in addition to those of this machine alone. */
  readonly studioHosts?: readonly string[];
  readonly log: Log;
}

export interface Studio {
  readonly url: string;
  close(): Promise<void>;
}

export async function startStudio(options: StudioOptions): Promise<Studio> {
  const { port, built, builtMs, onRebuilt, onRestartNeeded, studioHosts = [], log, ...parts } = options;
  const { designVersions } = parts;
  const events = createEvents(designVersions);
  const livePage = createLivePage(() => `${listening?.origin}${FRAME_PAGE}`);
  const server = createServer();
  const refusal = watchRefusal();
  if (refusal !== undefined) log('watching', { reason: refusal });
  const source = await openVite({
    server,
    designVersions: designVersions(),
    fontCoverage: built.fontCoverage,
    studioHosts,
    polls: refusal !== undefined,
  });
  let followed: FollowedSource | undefined;
  let listening: Listening | undefined;

  function takeIn(next: BuiltCardSite): void {
    const changed = changedTemplates(designVersions(), next.designVersions);
    onRebuilt(next);
    log('rebuilt', { changed });
    events.send({ type: 'rebuilt', designVersions: next.designVersions, changed });
  }

  const stopNews = parts.photos?.news.listen((news) => events.send({ type: 'upload', ...news }));

  async function close(): Promise<void> {
    stopNews?.();
    await followed?.stop();
    await livePage.close();
    await source.close();
    await listening?.close();
  }

  try {
    const api = createStudioApi({ ...parts, livePage, events });
    server.on('request', createListener({ api, vite: source.vite, studioHosts, log }));
    followed = await followSource({
      ...source.watching,
      built,
      builtMs,
      onRebuilt: takeIn,
      ...(onRestartNeeded ? { onRestartNeeded } : {}),
      onFailed(message) {
        log('build_failed', { message });
        events.send({ type: 'build_failed', message });
      },
    });
    listening = await listen(server, port);
    return { url: listening.origin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface ListenerParts {
  readonly api: ReturnType<typeof createStudioApi>;
  readonly vite: ViteDevServer;
  readonly studioHosts: readonly string[];
  readonly log: Log;
}

function createListener({ api, vite, studioHosts, log }: ListenerParts) {
  function fail(response: ServerResponse, error: unknown): void {
    const { status, code, message } = refusalOf(error);
    if (status === 500) log('studio_failed', { reason: error instanceof Error ? error.stack : String(error) });
    if (response.headersSent) response.destroy();
    else sendJson(response, status, { error: { code, message } });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    refuseStrangers(request, studioHosts);
    // Vite judges the name again, and knows fewer ways to write it.
    request.headers.host = 'localhost';
    const target = request.url ?? '/';
    if (!URL.canParse(target, OWN_BASE)) throw new StudioError(400, 'bad_address', 'This is not an address of the studio.');
    const url = new URL(target, OWN_BASE);
    if (url.pathname.startsWith('/api/')) return api(request, response, url);
    // No other site shows the studio in a frame and has people click there.
    response.setHeader('content-security-policy', "frame-ancestors 'self'");
    if (url.pathname === '/') request.url = `/studio.html${url.search}`;
    vite.middlewares(request, response, (error: unknown) =>
      fail(response, error ?? new StudioError(404, 'no_such_page', 'The studio has no such page.')),
    );
  }

  return (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => fail(response, error));
  };
}

function refusalOf(error: unknown): { readonly status: number; readonly code: string; readonly message: string } {
  if (error instanceof StudioError) return error;
  if (error instanceof CardError) return { status: 400, code: error.code, message: error.message };
  return { status: 500, code: 'studio_failed', message: 'The studio failed; the log of npm start says why.' };
}
