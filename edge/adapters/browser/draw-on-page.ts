// One card on one page: from its images to the encoded picture.
import { withoutImages } from '../../../card-schema/card-images.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { type FetchedImages, undecodable } from '../../core/fetch-card-images.ts';
import { encodeWithinLimits } from '../../core/picture.ts';
import type { Drawing, DrawJob } from '../../core/ports.ts';
import type { LoadedPage } from './loaded-page.ts';

/**
 * Draws on a page that is warm, or loads it from its address first. Throws CardError `version_mismatch`, `draw_failed`, `bad_picture`,
 * `too_large`, and what LoadedPage throws.
 */
export async function drawOnPage(page: LoadedPage, url: string, job: DrawJob, fetched: FetchedImages): Promise<Drawing> {
  const { card, record } = job;
  // Before the page is loaded: it draws its own card at once, and must not be without them.
  page.provide(fetched);
  await record.stage('page', () => loadWhereNeeded(page, url, job));
  // The document may have kept an image of this address from an earlier card, so it is not even asked to show it.
  const unavailable = fetched.missing.map((image) => image.url);
  return drawAndCapture(page, { ...job, card: withoutImages(card, unavailable) }, fetched);
}

/**
 * Draws a card whose photos the page has from earlier cards, while they are fetched again: a GET takes longer than a drawing. To be
 * kept only if the page has shown what comes. Undefined where the page is not that far. Throws as drawOnPage does.
 */
export async function drawAhead(
  page: LoadedPage,
  job: DrawJob,
  fetch: () => Promise<FetchedImages>,
): Promise<Drawing | undefined> {
  const { card, designVersion } = job;
  if (page.designVersion(card.template) !== designVersion) return undefined;
  const focuses = page.provideLater(card, fetch);
  return focuses && drawAndCapture(page, job, { focuses, missing: [] });
}

async function drawAndCapture(
  page: LoadedPage,
  { card, record }: DrawJob,
  { focuses, missing }: Pick<FetchedImages, 'focuses' | 'missing'>,
): Promise<Drawing> {
  const { missingGlyphs, missingImages } = await record.stage('draw', () => page.draw(card, focuses));
  const encoding = record.stage('capture', () => encodeWithinLimits(page.capture, page.visibleText));
  const encoded = await encoding.catch((cause: unknown) => {
    const isBlank = cause instanceof CardError && cause.code === 'bad_picture';
    // Not the browser's fault, so another one would do no better.
    if (isBlank && missingGlyphs.length > 0) throw new CardError('draw_failed', 'No font has what the card says.', { cause });
    throw cause;
  });
  return { ...encoded, missingGlyphs, missingImages: [...missing, ...missingImages.map(undecodable)] };
}

/** A warm page of another deploy is loaded again, once; if the card site still has other designs, nothing may be drawn. */
async function loadWhereNeeded(page: LoadedPage, url: string, { card, designVersion }: DrawJob): Promise<void> {
  if (page.designVersion(card.template) === designVersion) return;
  await page.load(url);
  const found = page.designVersion(card.template);
  if (found !== designVersion) {
    throw new CardError(
      'version_mismatch',
      `The card site draws ${card.template} ${found}; this function stores ${designVersion}.`,
    );
  }
}
