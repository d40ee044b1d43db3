// The studio: its page and the live card from the source, and its API, at one port.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { CardError } from '../../card-schema/errors.ts';
import type { Log } from '../../edge/core/ports.ts';
import type { FontCoverage } from '../build/font-coverage.ts';
import { listen } from '../http/listen.ts';
import { createStudioApi, type StudioApiParts } from './api.ts';
import { changedTemplates, createEvents } from './events.ts';
import { refuseStrangers, StudioError, sendJson } from './exchange.ts';
import { followSource } from './follow-source.ts';
import { createLivePage } from './live-page.ts';
import { openVite } from './vite.ts';

export interface StudioOptions extends StudioApiParts {
  /** 0 takes any free one. */
  readonly port: number;
  readonly fontCoverage: FontCoverage;
  /** Told of the card site's new design versions, before the studio's pages are. */
  readonly onRebuilt: (designVersions: DesignVersions) => void;
  /** The source has changed in what this process has imported. If nobody listens, what can be taken in is. */
  readonly onOutgrown?: () => void;
  readonly log: Log;
}

export interface Studio {
  readonly url: string;
  close(): Promise<void>;
}

export async function startStudio({ port, fontCoverage, onRebuilt, onOutgrown, log, ...parts }: StudioOptions): Promise<Studio> {
  const { designVersions } = parts;
  const events = createEvents();
  const livePage = createLivePage(() => `${listening.origin}/studio/frame.html`);
  const api = createStudioApi({ ...parts, livePage, events });

  function fail(response: ServerResponse, error: unknown): void {
    const { status, code, message } = refusalOf(error);
    if (status === 500) log('studio_failed', { reason: error instanceof Error ? error.stack : String(error) });
    if (response.headersSent) response.destroy();
    else sendJson(response, status, { error: { code, message } });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    refuseStrangers(request);
    const url = new URL(request.url ?? '/', 'http://studio');
    if (url.pathname.startsWith('/api/')) return api(request, response, url);
    if (url.pathname === '/') request.url = `/studio.html${url.search}`;
    vite.middlewares(request, response, (error: unknown) =>
      fail(response, error ?? new StudioError(404, 'no_such_page', 'The studio has no such page.')),
    );
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => fail(response, error));
  });
  const vite = await openVite({ server, designVersions: designVersions(), fontCoverage });

  function takeIn(next: DesignVersions): void {
    const changed = changedTemplates(designVersions(), next);
    onRebuilt(next);
    log('rebuilt', { changed });
    events.send({ type: 'rebuilt', designVersions: next, changed });
  }

  followSource({
    watcher: vite.watcher,
    built: { designVersions: designVersions(), fontCoverage },
    onRebuilt: takeIn,
    onOutgrown: onOutgrown ?? takeIn,
    onFailed(message) {
      log('build_failed', { message });
      events.send({ type: 'build_failed', message });
    },
  });

  const listening = await listen(server, port).catch(async (error: unknown) => {
    await vite.close();
    throw error;
  });
  return {
    url: listening.origin,
    async close() {
      await livePage.close();
      await vite.close();
      await listening.close();
    },
  };
}

function refusalOf(error: unknown): { readonly status: number; readonly code: string; readonly message: string } {
  if (error instanceof StudioError) return error;
  if (error instanceof CardError) return { status: 400, code: error.code, message: error.message };
  return { status: 500, code: 'studio_failed', message: 'The studio failed; the log of npm start says why.' };
}
