// The studio: its page and the live card from the source, and its API, at one port.
import { createServer, type ServerResponse } from 'node:http';
import { CardError } from '../../card-schema/errors.ts';
import type { Log } from '../../edge/core/ports.ts';
import type { FontCoverage } from '../build/font-coverage.ts';
import { listen } from '../http/listen.ts';
import { createStudioApi, type StudioApiParts } from './api.ts';
import { refuseStrangers, StudioError, sendJson } from './exchange.ts';
import { openVite } from './vite.ts';

export interface StudioOptions extends StudioApiParts {
  /** 0 takes any free one. */
  readonly port: number;
  readonly fontCoverage: FontCoverage;
  /** Packages as Vite prepares them for the browser; dist/.vite unless told. */
  readonly cacheDir?: string;
  readonly log: Log;
}

export interface Studio {
  readonly url: string;
  close(): Promise<void>;
}

export async function startStudio({ port, fontCoverage, cacheDir, log, ...parts }: StudioOptions): Promise<Studio> {
  const api = createStudioApi(parts);
  const fail = (response: ServerResponse, error: unknown) => {
    const { status, code, message } = refusalOf(error);
    if (status >= 500) log('studio_failed', { reason: error instanceof Error ? error.stack : String(error) });
    if (response.headersSent) response.destroy();
    else sendJson(response, status, { error: { code, message } });
  };

  const server = createServer((request, response) => {
    try {
      refuseStrangers(request);
      const url = new URL(request.url ?? '/', 'http://studio');
      if (url.pathname.startsWith('/api/')) {
        api(request, response, url).catch((error: unknown) => fail(response, error));
        return;
      }
      if (url.pathname === '/') request.url = `/studio.html${url.search}`;
      vite.middlewares(request, response, (error: unknown) => fail(response, error));
    } catch (error) {
      fail(response, error);
    }
  });
  const vite = await openVite({
    server,
    designVersions: parts.designVersions(),
    fontCoverage,
    ...(cacheDir === undefined ? {} : { cacheDir }),
  });
  try {
    const { origin, close } = await listen(server, port);
    return {
      url: origin,
      close: async () => {
        await vite.close();
        await close();
      },
    };
  } catch (error) {
    await vite.close();
    throw error;
  }
}

function refusalOf(error: unknown): { readonly status: number; readonly code: string; readonly message: string } {
  if (error instanceof StudioError) return error;
  if (error instanceof CardError) return { status: 400, code: error.code, message: error.message };
  return { status: 500, code: 'studio_failed', message: 'The studio failed; the log says why.' };
}
