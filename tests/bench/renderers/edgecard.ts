// Our own way, with the very handlers and the very card browser that are deployed.
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloudFrontRequest } from 'aws-lambda';
import { signCardPath } from '../../../card-schema/card-path.ts';
import type { Card } from '../../../card-schema/catalogue.ts';
import { maxWorkers } from '../../../cli/pool/max-workers.ts';
import { runPool } from '../../../cli/pool/run-pool.ts';
import { createS3Store } from '../../../edge/adapters/aws/s3-store.ts';
import { sourceOf } from '../../../edge/adapters/browser/browser-files.ts';
import { createCardBrowser } from '../../../edge/adapters/browser/card-browser.ts';
import { DEVELOPMENT_KEYS, parseConfig } from '../../../edge/core/config.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../../edge/core/drawing-record.ts';
import type { DrawJob, Log } from '../../../edge/core/ports.ts';
import { createOriginRequest } from '../../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../../edge/create-origin-response.ts';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { localConfigHeaders } from '../../../local/stack/config.ts';
import { localClient } from '../../../local/stack/store.ts';
import { projectPath } from '../../../project-path.ts';
import { originRequestEvent, originResponseEvent } from '../../support/events.ts';
import { readCardImages } from '../cards/images.ts';
import { parseServerTiming } from '../server-timing.ts';
import type { Batch, Draw, Renderers, Surroundings } from './renderer.ts';

const fallback = projectPath('edge/fallback.jpg');

interface Handlers {
  readonly originRequest: ReturnType<typeof createOriginRequest>;
  readonly originResponse: ReturnType<typeof createOriginResponse>;
}

export async function createEdgecard({ site, s3, designVersions, scratch }: Surroundings): Promise<Renderers> {
  const config = localConfigHeaders(site);
  const images = await readCardImages();
  const openBrowser = async () =>
    createCardBrowser({
      source: sourceOf(installBrowser),
      fetchImageFor: () => async (url) => ({ bytes: images.at(url), type: 'image/jpeg' }),
      scratch: await mkdtemp(join(scratch, 'edgecard-')),
      log,
    });
  const browser = await openBrowser();
  const client = localClient(s3);
  const originRequest = createOriginRequest({ designVersions, log });
  const originResponse = createOriginResponse({
    readDrawingState: async () => undefined,
    designVersions,
    fallbackPicture: await readFile(fallback),
    draw: browser.draw,
    storeFor: ({ bucket }) => createS3Store(client, bucket),
    log,
  });
  const drawWhole = drawThrough({ originRequest, originResponse }, config);

  const jobOf = (card: Card): DrawJob => {
    const parsed = parseConfig(config);
    const designVersion = designVersions[card.template];
    return { card, designVersion, config: parsed, deadline: createDeadline(parsed.budgetMs), record: createDrawingRecord() };
  };

  /** The handler's drawing alone. */
  const draw: Draw = async (card) => {
    const job = jobOf(card);
    return async () => {
      const { jpeg } = await browser.draw(job);
      return { picture: jpeg, stages: job.record.stagesMs() };
    };
  };

  /** As many browsers as this machine can use. */
  const batch: Batch = (cards) => {
    const open = () => {
      const opened = openBrowser();
      return {
        work: async (card: Card) => (await (await opened).draw(jobOf(card))).jpeg,
        close: async () => (await opened).close(),
      };
    };
    return runPool(cards, { open, maxWorkers: maxWorkers() });
  };

  const close = async () => {
    client.destroy();
    await browser.close();
  };
  return { ours: { draw, batch, close }, oursWhole: { draw: drawWhole, close: async () => {} } };
}

/** From the path that a viewer asks for, through both functions, to the answer that CloudFront takes. */
function drawThrough({ originRequest, originResponse }: Handlers, config: Readonly<Record<string, string>>): Draw {
  return async (card) => {
    const path = await signCardPath(card, DEVELOPMENT_KEYS.signing);
    const request = originRequestEvent(path, { config });
    return async () => {
      const { uri, headers: sent } = (await originRequest(request)) as CloudFrontRequest; // it passes every card on
      const requestHeaders = Object.fromEntries(Object.entries(sent).map(([name, [first]]) => [name, first?.value ?? '']));
      const { headers, body = '' } = await originResponse(originResponseEvent(uri, { config, requestHeaders }));
      const header = (name: string) => headers?.[name]?.[0]?.value ?? '';
      if (header('x-card-status') !== 'drawn') throw new Error(`The handler answered with ${header('x-card-status')}.`);
      return { picture: body, stages: parseServerTiming(header('server-timing')) };
    };
  };
}

/** A retry or a store that failed would be measured as if it were ordinary, so it is reported. */
const log: Log = (event, fields) => {
  if (event !== 'request') console.error(`${event} ${JSON.stringify(fields)}`);
};
