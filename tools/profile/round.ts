// One round of a recording: browsers of one kind draw cards and go through everything else, and what they touched is gathered.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Protocol } from 'puppeteer-core';
import type { Card } from '../../card-schema/catalogue.ts';
import type { BrowserFiles } from '../../edge/adapters/browser/browser-files.ts';
import { type BrowserProcess, startBrowser } from '../../edge/adapters/browser/browser-process.ts';
import { type CardSiteReader, createCardSiteReader } from '../../edge/adapters/browser/card-site-reader.ts';
import { openLoadedPage } from '../../edge/adapters/browser/loaded-page.ts';
import { QUALITIES } from '../../edge/core/drawing-settings.ts';
import { ENDINGS, EPISODES } from './episodes.ts';
import { type FreshBrowser, freshBrowser } from './fresh-browser.ts';
import { type GalleryCard, galleryCard } from './gallery/card.ts';
import { drawOwnCards } from './own-cards.ts';
import { FRAME_FLAGS, openPlainPage } from './plain-page.ts';
import type { RoundOptions, RoundParts } from './round-options.ts';
import { traced } from './traced-browser.ts';

interface Round extends RoundParts {
  readonly files: BrowserFiles;
  readonly fresh: FreshBrowser;
}

export interface RoundResult {
  readonly touched: ReadonlySet<number>;
  /** Cards that were not drawn, with the reason: some of the gallery's are too much for any browser. */
  readonly failures: readonly string[];
}

/** What a browser does that hangs is touched too, as long as the edge waits for it: half of its longest budget. */
const MAX_CARD_MS = 13_000;
const MAX_END_MS = 2000;

export async function recordRound(parts: RoundParts, options: RoundOptions): Promise<RoundResult> {
  const { cpu, more = [], way } = options;
  const scratch = await mkdtemp(join(tmpdir(), 'edgecard-profile-'));
  const fresh = await freshBrowser(parts.installed);
  try {
    const { files, touched } = await traced(fresh.files, parts.file, scratch, {
      known: parts.known,
      more,
      without: way === 'screenshots' ? FRAME_FLAGS : [],
      ...(cpu ? { cpu } : {}),
    });
    const round = { ...parts, files, fresh };
    const failures =
      way === 'frames' ? await drawWithFrames(round, options, scratch) : await drawPlainly(round, options, scratch);
    if (way === 'frames') failures.push(...(await drawOwnCards(round, options, { scratch, failureOf })));
    return { touched: new Set(touched()), failures };
  } finally {
    await fresh.remove();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The gallery's cards, as the edge draws its own. A browser that a card has killed is replaced. */
async function drawWithFrames(parts: Round, options: RoundOptions, scratch: string): Promise<string[]> {
  const { gallery, source } = parts;
  const failures: string[] = [];
  const endings = Object.values(ENDINGS);
  let next = options.from;
  const behind = options.from + options.cards;
  const share = Math.ceil(options.cards / (options.withEpisodes ? endings.length : 1));
  for (let life = 0; next < behind; life++) {
    const reader = createCardSiteReader(gallery);
    if (life % 2 === 0) await parts.fresh.forget();
    const browser = await startBrowser(parts.files, { scratch });
    try {
      const page = await openLoadedPage({ connection: browser.connection, site: gallery, reader, log: () => {} });
      // A card site that refuses, as it may in the middle of a deploy.
      for (const time of [1, 2]) await page.load(`${gallery}/none-${time}.html`).catch(() => {});
      await page.load(`${gallery}/`);
      const until = Math.min(behind, next + share);
      for (; next < until; next++) {
        await sleep(options.pauseSeconds * 1000);
        const card = galleryCard(source, next);
        const drawn = (async () => {
          await page.draw(asCard(card));
          await page.capture(QUALITIES[next % QUALITIES.length] ?? 85);
        })();
        const failure = await failureOf(drawn);
        if (!failure) continue;
        failures.push(`card ${next++} (${card.pieces.join(', ')}): ${failure}`);
        break;
      }
      if (!options.withEpisodes || next < until) continue;
      await goThrough(browser);
      // A browser that ends may not answer any more.
      endings[life % endings.length]?.(browser).catch(() => {});
      await Promise.race([exited(browser), sleep(MAX_END_MS)]);
    } catch (error) {
      failures.push(`browser ${life}: ${String(error)}`);
      next++;
    } finally {
      reader.closeConnections();
      await browser.kill();
    }
  }
  return failures;
}

async function goThrough({ connection }: BrowserProcess): Promise<void> {
  const { targetInfos } = await connection.send('Target.getTargets');
  const page = targetInfos.findLast(({ type }) => type === 'page') as Protocol.Target.TargetInfo; // the one that was drawn on
  const session = await connection.createSession(page);
  for (const episode of Object.values(EPISODES)) await episode(session);
}

async function drawPlainly(parts: Round, { from, cards }: RoundOptions, scratch: string): Promise<string[]> {
  const failures: string[] = [];
  let next = from;
  while (next < from + cards) {
    const reader: CardSiteReader = createCardSiteReader(parts.gallery);
    const browser = await startBrowser(parts.files, { scratch });
    try {
      const page = await openPlainPage(browser.connection, parts.gallery, reader);
      for (; next < from + cards; next++) {
        const card = galleryCard(parts.source, next);
        const failure = await failureOf(page.draw(card).then(() => page.capture(80)));
        if (!failure) continue;
        failures.push(`card ${next++} (${card.pieces.join(', ')}): ${failure}`);
        break;
      }
    } catch (error) {
      failures.push(`plain browser: ${String(error)}`);
      next++;
    } finally {
      reader.closeConnections();
      await browser.kill();
    }
  }
  return failures;
}

/** The gallery's page takes any markup where a card page takes params. */
function asCard(params: GalleryCard): Card {
  return { template: 'default', params } as unknown as Card;
}

async function failureOf(work: Promise<unknown>): Promise<string | undefined> {
  const late = sleep(MAX_CARD_MS, 'took too long');
  const done = work.then(
    () => undefined,
    (error: unknown) => String(error),
  );
  return Promise.race([done, late]);
}

async function exited(browser: BrowserProcess): Promise<void> {
  while (!browser.hasExited()) await sleep(50);
}
