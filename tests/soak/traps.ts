// @examples article event
// `npm run soak:traps`: draws 10,000 random cards of the project's own templates on the pruned browser, their texts words of every
// living script with marks, emoji and symbols mixed in, none of which the profile has seen, and a quarter as many cards of the
// profile's gallery. It counts pictures that were kept though a character was lost, pictures over 300 KB, cards that are incomplete,
// and pack misses: traps where code is missing. Each of these is recovered as at the edge, by the complete browser.
// `--cards N`, `--gallery N`, `--seed TEXT`, `--json`. Wants `npm run build`.
// `--watch` draws on the complete browser instead and says which pages would have trapped: more is found in one run. With
// `--record`, they are added to the profile; the proof is then made with another seed.
// Ends with 1 where anything is not as it must be, or where pages refused more than a few: a run that draws little proves little.
// A complete run in which all is well writes results.json and the account in docs/11-performance.md.

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Card } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { openLookUp } from '../../card-site/fonts/character-look-up.ts';
import { UsageError } from '../../cli/terminal/errors.ts';
import { beginScript } from '../../cli/terminal/script.ts';
import type { CardBrowser } from '../../edge/adapters/browser/card-browser.ts';
import { DEVELOPMENT_KEYS, parseConfig } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../edge/core/drawing-record.ts';
import { makePicture } from '../../edge/core/make-picture.ts';
import type { PictureStore } from '../../edge/core/ports.ts';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import type { TrapsFigures } from '../../tools/docs/soak-results.ts';
import { readProfile, writeRecording } from '../../tools/pack/browser-profile.ts';
import { prune } from '../../tools/pack/prune.ts';
import { freshBrowser } from '../../tools/profile/fresh-browser.ts';
import { galleryCard } from '../../tools/profile/gallery/card.ts';
import { fetchGalleryImage, galleryImageAddresses } from '../../tools/profile/gallery/image-source.ts';
import { LIVING_SCRIPTS, UNSEEN_LIVING_SENTENCES } from '../../tools/profile/gallery/living-scripts.ts';
import { startGallerySite } from '../../tools/profile/gallery/site.ts';
import { mixedTexts, templateCard } from '../../tools/profile/gallery/template-card.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trappingBrowser, watchedBrowsers } from './lent-browsers.ts';
import { keepResults } from './results.ts';
import { UNSEEN_SENTENCES } from './sentences.ts';
import { createTally, formatCounts } from './tally.ts';
import { createIsDrawn, undrawableIn } from './undrawable.ts';

interface Job {
  readonly name: string;
  readonly card: Card;
  readonly site: string;
}

const BUDGET_MS = 25_000;
const DEFAULT_CARDS = 10_000;
const DEFAULT_SEED = 'unseen';
const GALLERY_SHARE = 0.25;
const TEXTS = mixedTexts([
  ...LIVING_SCRIPTS.map(({ unseen }) => unseen.words),
  ...UNSEEN_SENTENCES.map(({ sentences }) => sentences.flatMap((sentence) => sentence.split(' '))),
]);
/** Whether a picture is kept is decided before this is asked. */
const FORGETFUL_STORE: PictureStore = { put: async () => ({ created: true }) };

const { options } = beginScript({
  call: 'npm run soak:traps --',
  description: 'draws random cards on the pruned browser, and counts pictures that lost a character and code that is missing',
  options: {
    seed: { type: 'string', value: 'TEXT', description: 'of the cards', initial: DEFAULT_SEED },
    cards: { type: 'integer', value: 'N', description: 'of our templates', min: 1, max: 10_000_000, initial: DEFAULT_CARDS },
    gallery: {
      type: 'integer',
      value: 'N',
      description: 'of the gallery; a quarter of --cards if left out',
      min: 1,
      max: 10_000_000,
    },
    json: { type: 'boolean', description: 'prints the summary as JSON, and nothing else' },
    watch: { type: 'boolean', description: 'draws on the complete browser, and says which pages would have trapped' },
    record: { type: 'boolean', description: 'with --watch: adds them to the profile' },
  },
  notes: 'A complete run in which all is well writes results.json and docs/11-performance.md.',
  // A tracer that is killed ends before its browser does, whose pipe then breaks when nobody listens to it any more.
  harmless: (error) => error instanceof Error && 'code' in error && error.code === 'ECONNRESET',
});
const { seed, cards } = options;
if (options.record && !options.watch) throw new UsageError('--record needs --watch.');
const galleryCards = options.gallery ?? Math.ceil(cards * GALLERY_SHARE);

const complete = await installBrowser();
const chromium = await readFile(join(complete.folder, 'chromium'));
const profile = await readProfile();
const pruned = await freshBrowser(complete, { chromium: prune(chromium, profile).bytes });
const { site: directory, designVersions } = await buildCardSite();
const cardSite = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
const gallery = await startGallerySite(seed, designVersions);

const isDrawn = createIsDrawn(await openLookUp());
const tally = createTally();
const missedPages = new Set<number>();
const images = galleryImageAddresses(gallery.files);
const fetchImage = fetchGalleryImage(gallery.files);
const browserParts = { complete, pruned, chromium, profile, fetchImage, missedPages };

const started = performance.now();
const own = jobsOf(cards, ownJob);
const random = jobsOf(galleryCards, galleryJob);
const workers = Array.from({ length: Math.max(2, availableParallelism()) }, (_, at) =>
  at === 0 ? [own, random] : [random, own],
);
await Promise.all(workers.map(drawAll));
await Promise.all([cardSite.close(), gallery.close(), pruned.remove()]);

const seconds = Math.round((performance.now() - started) / 1000);
const problems = tally.problems();
const results: TrapsFigures = { seed, seconds, scripts: LIVING_SCRIPTS.length, ...tally.counts() };
if (options.json) console.log(JSON.stringify({ ...results, problems, refusals: tally.refusals() }));
else {
  console.log(`Seed "${seed}", ${seconds} s. ${formatCounts(results)}`);
  for (const one of tally.refusals().slice(0, 20)) console.log(`Refused: ${one}`);
  for (const problem of problems.slice(0, 100)) console.log(problem);
}
if (options.record) await record();
else if (problems.length === 0 && !options.watch && cards === DEFAULT_CARDS && seed === DEFAULT_SEED)
  await keepResults({ traps: results });
process.exit(problems.length > 0 ? 1 : 0);

async function record(): Promise<void> {
  const recording = {
    date: new Date().toISOString().slice(0, 10),
    seed: `soak ${seed}`,
    cards,
    cpus: [],
    found: missedPages.size,
  };
  await writeRecording(profile, recording, new Set([...profile.touched, ...missedPages]));
}

function* jobsOf(count: number, job: (number: number) => Job): Generator<Job> {
  for (let number = 0; number < count; number++) yield job(number);
}

function ownJob(number: number): Job {
  return { name: `own ${number}`, card: templateCard(seed, number, TEXTS, images), site: cardSite.origin };
}

function galleryJob(number: number): Job {
  const languages = [...UNSEEN_SENTENCES, ...UNSEEN_LIVING_SENTENCES];
  const params = galleryCard({ seed, languages, images: gallery.images }, number);
  // The gallery's page takes any markup where a card page takes params.
  const card = { template: 'default', params } as unknown as Card;
  return { name: `gallery ${number} (${params.pieces.join(', ')})`, card, site: gallery.origin };
}

/** Draws what is left of one list, then of the other; several workers share the lists. */
async function drawAll(lists: readonly Iterator<Job>[]): Promise<void> {
  const folder = await temporaryFolder('soak');
  const open = options.watch
    ? await watchedBrowsers(browserParts, folder.path)
    : async () => trappingBrowser(browserParts, folder.path);
  for (const list of lists) {
    let lent = await open();
    for (let next = list.next(); !next.done; next = list.next()) {
      await drawOne(lent.browser, next.value);
      const missed = lent.missed();
      if (missed === undefined) continue;
      tally.missed(`${next.value.name}${missed}`);
      if (options.watch) continue;
      await lent.browser.close();
      lent = await open();
    }
    await lent.browser.close();
  }
  await folder.remove();
}

async function drawOne(browser: CardBrowser, { name, card, site }: Job): Promise<void> {
  const config = parseConfig(localConfigHeaders(site));
  const designVersion = designVersions[card.template];
  const job = { card, designVersion, config, deadline: createDeadline(BUDGET_MS), record: createDrawingRecord() };
  try {
    if (site === gallery.origin) {
      await browser.draw(job);
      tally.drew();
      return;
    }
    const key = `${name}.jpg`;
    const picture = await makePicture({ ...job, key }, { draw: browser.draw, store: FORGETFUL_STORE, log: () => {} });
    tally.made(name, picture, undrawableIn(card, isDrawn));
  } catch (error) {
    // A text that does not fit its template, say: the page worked.
    if (error instanceof CardError && (error.code === 'draw_failed' || error.code === 'too_large'))
      tally.refused(`${name}: ${error.message}`);
    else tally.lost(`${name}: ${String(error)}`);
  }
}
