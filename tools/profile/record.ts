// `npm run profile`: records which pages of the browser's .text drawing touches, into tools/pack/browser-profile.json.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { mapLimit } from '../../cli/pool/map-limit.ts';
import { plural } from '../../cli/terminal/plural.ts';
import { beginScript } from '../../cli/terminal/script.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { browserVersion, installBrowser } from '../../local/browser/browser-files.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { type BrowserProfile, PAGE_BYTES, readProfile, writeRecording } from '../pack/browser-profile.ts';
import { parseElf } from '../pack/elf.ts';
import { findBuiltins } from './builtins.ts';
import { LIVING_SENTENCES } from './gallery/living-scripts.ts';
import { SENTENCES } from './gallery/sentences.ts';
import { startGallerySite } from './gallery/site.ts';
import { recordRound } from './round.ts';
import type { RoundOptions } from './round-options.ts';
import { CPUS, roundsOf } from './rounds.ts';
import { tracedFile } from './traced-browser.ts';

const { options } = beginScript({
  call: 'npm run profile --',
  description: 'records which pages of the browser’s code drawing touches, into tools/pack/browser-profile.json',
  options: {
    fresh: { type: 'boolean', description: 'begins with nothing, as a new version of the browser needs' },
    seed: { type: 'string', value: 'TEXT', description: 'draws other cards', initial: 'profile' },
    cards: { type: 'integer', value: 'N', description: 'how many', min: 1, max: 1_000_000, initial: 2000 },
  },
  notes: 'What it finds is added to what earlier recordings of the same browser found. It needs x86-64 Linux and no root.',
  // A tracer that is killed ends before its browser does, whose pipe then breaks when nobody listens to it any more.
  harmless: (error) => error instanceof Error && 'code' in error && error.code === 'ECONNRESET',
});

const installed = await installBrowser();
const chromium = await readFile(join(installed.folder, 'chromium'));
const elf = parseElf(chromium);
const file = tracedFile(chromium, elf);
const before = await earlier();
const known = new Set(before.touched);
const builtins = findBuiltins(chromium, elf);
for (let at = builtins.address; at < builtins.address + builtins.size + PAGE_BYTES; at += PAGE_BYTES) {
  known.add(Math.floor((at - file.address) / PAGE_BYTES));
}
console.log(`${before.touched.size} of ${file.pages} pages are known. V8’s built-ins are ${builtins.size} bytes.`);

const { site: directory, designVersions } = await buildCardSite();
const gallery = await startGallerySite(options.seed, designVersions);
const cardSite = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
const source = { seed: options.seed, languages: [...SENTENCES, ...LIVING_SENTENCES], images: gallery.images };

const parts = { installed, file, source, gallery: gallery.origin, cardSite: cardSite.origin, images: gallery.files, known };
const rounds = roundsOf(options.cards);
let drawn = 0;
// One more than there are cores: the first round waits most of the time.
for await (const _ of mapLimit(rounds, { max: availableParallelism() + 1 }, recordOne));
await Promise.all([gallery.close(), cardSite.close()]);

console.log(
  `${known.size} of ${file.pages} pages, ${Math.round((known.size * PAGE_BYTES) / 1e6)} MB: written to tools/pack/browser-profile.json.`,
);

async function recordOne(round: RoundOptions): Promise<void> {
  const started = performance.now();
  const { touched, failures } = await recordRound(parts, round);
  const found = [...touched].filter((page) => !known.has(page));
  for (const page of found) known.add(page);
  drawn += round.cards + round.ownCards;
  const seconds = Math.round((performance.now() - started) / 1000);
  const what = `${plural(round.cards, 'card')} by ${round.way} on ${round.cpu ?? 'this CPU'}`;
  console.log(`${what}: ${seconds} s, ${plural(found.length, 'new page')} of ${known.size}.`);
  for (const failure of failures) console.log(`  ${failure.slice(0, 200)}`);
  await save();
}

/** After each round, so that one that is stopped has not been for nothing. */
async function save(): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  const recording = { date, seed: options.seed, cards: drawn, cpus: CPUS, found: known.size - before.touched.size };
  await writeRecording(before, recording, known);
}

/** The profile to add to: none where there is none, or where it is of another browser. */
async function earlier(): Promise<BrowserProfile> {
  const none: BrowserProfile = {
    browser: await browserVersion(),
    buildId: elf.buildId,
    recordings: [],
    pages: file.pages,
    touched: new Set(),
  };
  if (options.fresh) return none;
  const found = await readProfile().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return none;
  });
  return found.buildId === elf.buildId ? found : none;
}
