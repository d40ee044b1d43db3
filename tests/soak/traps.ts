// `npm run soak:traps`: draws 10,000 random cards on the pruned browser, which the profile has not seen, and counts pack misses:
// traps where code is missing. Each is recovered as at the edge, by the complete browser. `--cards N`, `--seed TEXT`.
// `--watch` draws on the complete browser instead and tells the pages that would have trapped: more is found in one run. With
// `--record` besides, they are added to the profile; the proof is then made with another seed.
// Half of the cards are of the project's own templates, half of the profile's gallery, with other sentences and another seed.
// Ends with 1 where a card was missed or was not drawn in the end, or where pages refused more than a few: a run that draws little
// proves little.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Card } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { type CardBrowser, createCardBrowser } from '../../edge/adapters/card-browser.ts';
import { DEVELOPMENT_KEYS, parseConfig } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createTimings } from '../../edge/core/timings.ts';
import { installBrowser } from '../../local/build/browser-files.ts';
import { readProfile, writeRecording } from '../../local/build/browser-profile.ts';
import { parseElf } from '../../local/build/elf.ts';
import { prune } from '../../local/build/prune.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { freshBrowser } from '../../local/profile/fresh-browser.ts';
import { galleryCard } from '../../local/profile/gallery/card.ts';
import { startGallerySite } from '../../local/profile/gallery/site.ts';
import { templateCard } from '../../local/profile/gallery/template-card.ts';
import { traced, tracedFile } from '../../local/profile/traced-browser.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import { fetchImageWithDemo } from '../../local/stack/demo-images.ts';
import { readDesignVersions } from '../../local/stack/sandbox.ts';
import { FONTLESS_SENTENCES, UNSEEN_SENTENCES } from './sentences.ts';

interface Job {
  readonly name: string;
  readonly card: Card;
  readonly site: string;
}

const BUDGET_MS = 25_000;
/** A long text in a narrow place does not fit, and its page says so. That is rare. */
const REFUSED_AT_MOST = 0.01;

// A tracer that is killed ends before its browser does, whose pipe then breaks when nobody listens to it any more.
process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ECONNRESET') throw error;
});

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: 'unseen' },
    cards: { type: 'string', default: '10000' },
    watch: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});
const { seed } = options;
if (options.record && !options.watch) throw new Error('--record needs --watch.');
const cards = Number(options.cards);
if (!(cards >= 2)) throw new Error('--cards must be 2 or more: one of each kind.');

const complete = await installBrowser();
const chromium = await readFile(join(complete.folder, 'chromium'));
const profile = await readProfile();
const pruned = await freshBrowser(complete, { chromium: prune(chromium, profile).bytes });
const designVersions = await readDesignVersions();
const directory = join(import.meta.dirname, '../../dist/card-site');
const cardSite = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
const gallery = await startGallerySite(seed, designVersions);

const misses: string[] = [];
const refused: string[] = [];
const missedPages = new Set<number>();
const lost: string[] = [];
let drawn = 0;

const started = performance.now();
const own = jobsOf(Math.ceil(cards / 2), ownJob);
const random = jobsOf(Math.floor(cards / 2), galleryJob);
const lanes = Array.from({ length: Math.max(2, availableParallelism()) }, (_, at) => (at === 0 ? [own, random] : [random, own]));
await Promise.all(lanes.map(drawLane));
await Promise.all([cardSite.close(), gallery.close(), pruned.remove()]);

const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  `${cards} cards of seed "${seed}" in ${seconds} s: ${drawn} drawn, ${refused.length} refused by their page,`,
  `${misses.length} pack misses, ${lost.length} lost.`,
);
for (const one of refused.slice(0, 20)) console.log(`Refused: ${one}`);
if (options.record) await record();
const tooManyRefused = refused.length > cards * REFUSED_AT_MOST;
if (tooManyRefused) console.log(`More than ${REFUSED_AT_MOST * 100} % were refused, so the rest proves little.`);
process.exit(misses.length + lost.length > 0 || tooManyRefused ? 1 : 0);

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
  return { name: `own ${number}`, card: templateCard(seed, number, UNSEEN_SENTENCES), site: cardSite.origin };
}

function galleryJob(number: number): Job {
  const languages = [...UNSEEN_SENTENCES, ...FONTLESS_SENTENCES];
  const params = galleryCard({ seed, languages, images: gallery.images }, number);
  // The gallery's page takes any markup where a card page takes params.
  const card = { template: 'default', params } as unknown as Card;
  return { name: `gallery ${number} (${params.pieces.join(', ')})`, card, site: gallery.origin };
}

/** Draws what is left of one list, then of the other; several lanes share the lists. */
async function drawLane(lists: readonly Iterator<Job>[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'edgecard-soak-'));
  const open = options.watch ? await watched(folder) : async () => trapping(folder);
  for (const list of lists) {
    let lent = await open();
    for (let next = list.next(); !next.done; next = list.next()) {
      await drawOne(lent.browser, next.value);
      const missed = lent.missed();
      if (missed === undefined) continue;
      misses.push(next.value.name);
      console.log(`Missed by ${next.value.name}${missed}.`);
      if (options.watch) continue;
      await lent.browser.close();
      lent = await open();
    }
    await lent.browser.close();
  }
  await rm(folder, { recursive: true, force: true });
}

interface Lent {
  readonly browser: CardBrowser;
  /** What is known of a miss since the last time it was asked for. */
  missed(): string | undefined;
}

/** The pruned browser, until it traps. */
function trapping(scratch: string): Lent {
  let missed: string | undefined;
  const browser = createCardBrowser({
    files: async () => (missed === undefined ? pruned.files : complete),
    missed: () => {
      missed = '';
      return true;
    },
    fetchImageFor: fetchImageWithDemo,
    scratch,
    log: () => {},
  });
  return { browser, missed: () => missed };
}

/** The complete browser, with a note of each page that the pruned one would trap on. */
async function watched(scratch: string): Promise<() => Promise<Lent>> {
  const fresh = await freshBrowser(complete);
  const trace = await traced(fresh.files, tracedFile(chromium, parseElf(chromium)), scratch, { known: profile.touched });
  let told = 0;
  return async () => ({
    browser: createCardBrowser({ files: async () => trace.files, fetchImageFor: fetchImageWithDemo, scratch, log: () => {} }),
    missed() {
      const pages = trace.touched().slice(told);
      told += pages.length;
      for (const page of pages) missedPages.add(page);
      return pages.length > 0 ? `: pages ${pages.join(', ')}` : undefined;
    },
  });
}

async function drawOne(browser: CardBrowser, { name, card, site }: Job): Promise<void> {
  const config = parseConfig(localConfigHeaders(site));
  const designVersion = designVersions[card.template];
  try {
    await browser.draw({ card, designVersion, config, deadline: createDeadline(BUDGET_MS), timings: createTimings() });
    drawn++;
  } catch (error) {
    // A text that does not fit its template, say: the page worked.
    if (error instanceof CardError && (error.code === 'draw_failed' || error.code === 'too_large'))
      refused.push(`${name}: ${error.message}`);
    else {
      lost.push(name);
      console.log(`Not drawn: ${name}: ${String(error)}`);
    }
  }
}
