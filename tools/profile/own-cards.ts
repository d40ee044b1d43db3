// The project's own templates in a recording: their texts in every script, their images of every kind, good and bad.
import { setTimeout as sleep } from 'node:timers/promises';
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { type BrowserFiles, sourceOf } from '../../edge/adapters/browser/browser-files.ts';
import { createCardBrowser } from '../../edge/adapters/browser/card-browser.ts';
import { parseConfig } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../edge/core/drawing-record.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import { fetchImageWithDemo } from '../../local/stack/demo-images.ts';
import { readDesignVersions } from '../../local/stack/sandbox.ts';
import { fetchGalleryImage, galleryImageAddresses } from './gallery/image-source.ts';
import { LIVING_SCRIPTS } from './gallery/living-scripts.ts';
import { mixedTexts, sentenceTexts, templateCard } from './gallery/template-card.ts';
import type { RoundOptions, RoundParts } from './round-options.ts';

interface OwnCardsParts extends Pick<RoundParts, 'cardSite' | 'images' | 'source'> {
  readonly files: BrowserFiles;
}

interface OwnCardsTools {
  readonly scratch: string;
  /** Why a card was not drawn, or undefined. */
  readonly failureOf: (work: Promise<unknown>) => Promise<string | undefined>;
}

/** As round.ts waits for each of the gallery's. */
const MAX_CARD_MS = 13_000;

/** The project's own templates, in the project's own way: every example, then random cards. */
export async function drawOwnCards(
  parts: OwnCardsParts,
  { from, ownCards, pauseSeconds }: Pick<RoundOptions, 'from' | 'ownCards' | 'pauseSeconds'>,
  { scratch, failureOf }: OwnCardsTools,
): Promise<string[]> {
  const failures: string[] = [];
  const demo = fetchImageWithDemo([]);
  const own = fetchGalleryImage(parts.images);
  const examples = new Set(EXAMPLES.flatMap(({ card }) => imageUrlsOf(card)));
  const browser = createCardBrowser({
    source: sourceOf(async () => parts.files),
    fetchImageFor: () => async (address, deadline, signal) =>
      examples.has(address) ? demo(address, deadline, signal) : own(address, deadline, signal),
    scratch,
    log: () => {},
  });
  const versions = await readDesignVersions();
  const config = parseConfig(localConfigHeaders(parts.cardSite));
  const { seed, languages } = parts.source;
  const kinds = [sentenceTexts(languages), mixedTexts(LIVING_SCRIPTS.map(({ words }) => words))] as const;
  const random = Array.from({ length: ownCards }, (_, at) =>
    templateCard(seed, from * 4 + at, kinds[at % 2 === 0 ? 0 : 1], galleryImageAddresses(parts.images)),
  );
  for (const card of [...EXAMPLES.map(({ card }) => card), ...random]) {
    await sleep(pauseSeconds * 1000);
    const job = { card, designVersion: versions[card.template], config, deadline: createDeadline(MAX_CARD_MS) };
    const failure = await failureOf(browser.draw({ ...job, record: createDrawingRecord() }));
    if (failure) failures.push(`${card.template} ${JSON.stringify(card.params)}: ${failure}`);
  }
  await browser.close();
  return failures;
}
