// @examples article event quote
// One side of `npm run bench:against`: builds a checkout, or draws its cards with its own modules when it is asked to.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Card } from '../../card-schema/catalogue.ts';
import { processorMs, processTree } from './process-tree.ts';
import type { Renderer } from './renderers/renderer.ts';

/** `plain` is the bench's own card; `article` this project's template with Latin texts. */
export const CARDS = ['plain', 'article'] as const;
export type CardName = (typeof CARDS)[number];

export interface Ask {
  readonly card: CardName;
}

export interface Opened {
  /** Of the first Latin card of a browser, by template. */
  readonly fontBytes: Readonly<Record<string, number>>;
}

/** Several drawings in a row. */
export interface Block {
  /** Each by the clock. */
  readonly ms: readonly number[];
  /** One of them on the processor: function and browser, on average. */
  readonly processorMs: number;
}

/** The processor's account has steps of 10 ms, so that one card is too short for it. */
const CARDS_IN_A_BLOCK = 10;
const NO_STORE = 'http://127.0.0.1:9'; // nothing is stored

const FONT_FILE = /\.(woff2?|ttf|otf)$/;

/** Modules of these names are in every checkout since c9cee62. */
interface Modules {
  readonly 'card-schema/catalogue.ts': typeof import('../../card-schema/catalogue.ts');
  readonly 'edge/core/config.ts': typeof import('../../edge/core/config.ts');
  readonly 'card-site/bundle/build-card-site.ts': typeof import('../../card-site/bundle/build-card-site.ts');
  readonly 'local/card-site/server.ts': typeof import('../../local/card-site/server.ts');
  readonly 'local/stack/sandbox.ts': typeof import('../../local/stack/sandbox.ts');
  readonly 'tests/bench/cards/samples.ts': typeof import('./cards/samples.ts');
  readonly 'tests/bench/cards/site.ts': typeof import('./cards/site.ts');
  readonly 'tests/bench/renderers/edgecard.ts': typeof import('./renderers/edgecard.ts');
}

const [mode, checkout = '', scratch = '', wanted = ''] = process.argv.slice(2);

function load<Name extends keyof Modules>(name: Name): Promise<Modules[Name]> {
  return import(join(checkout, name)) as Promise<Modules[Name]>; // as that checkout has it
}

async function build(): Promise<void> {
  await (await load('card-site/bundle/build-card-site.ts')).buildCardSite();
  const versions = await (await load('local/stack/sandbox.ts')).readDesignVersions();
  if (wanted.includes('plain')) await (await load('tests/bench/cards/site.ts')).buildBenchSite(versions);
}

interface Opening extends Pick<Renderer, 'draw' | 'close'> {
  /** Bytes of font files that were asked for so far. */
  fontBytes(): number;
}

/** A browser on a card site of the checkout. */
async function open(directory: string): Promise<Opening> {
  const { DEVELOPMENT_KEYS } = await load('edge/core/config.ts');
  const { startCardSite } = await load('local/card-site/server.ts');
  const site = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
  const counter = await startCounter(site.origin);
  const designVersions = await (await load('local/stack/sandbox.ts')).readDesignVersions();
  const { createEdgecard } = await load('tests/bench/renderers/edgecard.ts');
  const { ours } = await createEdgecard({ site: counter.origin, s3: NO_STORE, designVersions, scratch });
  if (!ours) throw new Error(`${checkout} has no renderer of its own.`);
  return {
    draw: ours.draw,
    fontBytes: counter.fontBytes,
    async close() {
      await ours.close();
      await counter.close();
      await site.close();
    },
  };
}

/** Where the checkout has its card site. An older one gives its design versions, and builds into a fixed folder. */
async function siteFolder(): Promise<string> {
  const built = await (await load('card-site/bundle/build-card-site.ts')).buildCardSite();
  return 'site' in built ? built.site : join(checkout, 'dist/card-site');
}

/** Passes requests on to the card site and counts the bytes of fonts. */
async function startCounter(site: string) {
  let fontBytes = 0;
  const server = createServer(async (request, response) => {
    const answer = await fetch(`${site}${request.url}`);
    const body = Buffer.from(await answer.arrayBuffer());
    if (FONT_FILE.test(request.url ?? '')) fontBytes += body.length;
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // of a TCP server
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${port}`, fontBytes: () => fontBytes, close };
}

async function serve(): Promise<void> {
  const { createCard } = await load('card-schema/catalogue.ts');
  const site = await siteFolder();
  const latin: Readonly<Record<string, (count: number) => Card>> = {
    article: (count) =>
      createCard('article', { title: `Small teams, large ships, part ${count}`, author: 'Ida Holm', minutes: 5 }),
    quote: (count) => createCard('quote', { words: `The sea is late again: ${count}`, speaker: 'Marit Vik', role: 'Captain' }),
    event: (count) => createCard('event', { title: `Browsers, part ${count}`, place: 'Bergen', date: '2026-11-26' }),
    default: () => createCard('default', {}),
  };
  const fontBytes: Record<string, number> = {};
  for (const [template, cardOf] of Object.entries(latin)) {
    const fresh = await open(site);
    await (await fresh.draw(cardOf(0)))();
    fontBytes[template] = fresh.fontBytes();
    await fresh.close();
  }
  const folders = {
    article: () => site,
    plain: async () => (await load('tests/bench/cards/site.ts')).SITE_FOLDER,
  };
  const { sampleCard } = await load('tests/bench/cards/samples.ts');
  const cards = { article: latin['article'], plain: (count: number) => sampleCard('plain', count) };
  const openings = new Map<CardName, Opening>();
  for (const card of CARDS) if (wanted.includes(card)) openings.set(card, await open(await folders[card]()));

  let count = 0;
  process.on('message', async ({ card }: Ask) => {
    const opening = openings.get(card);
    const cardOf = cards[card];
    if (!opening || !cardOf) throw new Error(`No browser is open for "${card}".`);
    const ms: number[] = [];
    const before = spentMs();
    for (let drawn = 0; drawn < CARDS_IN_A_BLOCK; drawn++) {
      const work = await opening.draw(cardOf(++count));
      const started = performance.now();
      await work();
      ms.push(performance.now() - started);
    }
    process.send?.({ ms, processorMs: (spentMs() - before) / CARDS_IN_A_BLOCK } satisfies Block);
  });
  process.once('disconnect', async () => {
    for (const opening of openings.values()) await opening.close();
    process.exit();
  });
  process.send?.({ fontBytes } satisfies Opened);
}

function spentMs(): number {
  return processTree(process.pid).reduce((sum, pid) => sum + processorMs(pid), 0);
}

if (mode === 'build') await build();
if (mode === 'draw') await serve();
