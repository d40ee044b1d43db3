// @examples article event quote
// What a card with a photo of the team's bucket costs, next to the same card with the same bytes bundled into the card site: both from
// the zip, in one sandbox, in turns.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Card, createCard } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { createRandom } from '../../tools/profile/gallery/random.ts';
import type { Lambda } from '../artifact/lambda.ts';
import { buildPhotoSite, PHOTO_SITE_FOLDER } from './cards/photo-site.ts';
import type { Packages } from './packages.ts';
import { madeFile, putPhotos } from './photo-files.ts';
import { askHandler, makeSandboxes, type Sandboxes } from './sandboxes.ts';
import { type Servers, startServers } from './servers.ts';
import { mediansOf, type Summary, summarize } from './statistics.ts';

/** `seen` is a photo that the sandbox has drawn before, `fresh` another one each time. */
export const COVERS = ['bundled', 'seen', 'fresh'] as const;
export type Cover = (typeof COVERS)[number];

export interface PhotoMeasured extends Summary {
  readonly stages: Readonly<Record<string, number>>;
}

export interface PhotoFigures {
  readonly warm: Readonly<Record<Cover, PhotoMeasured>>;
  /** From the start of a process in an empty sandbox, where every photo is fresh. */
  readonly cold: Readonly<Record<'bundled' | 'fresh', PhotoMeasured>>;
}

export interface PhotoOptions {
  readonly packaged: Packages;
  readonly scratch: string;
  readonly rounds: number;
  readonly coldRuns: number;
  readonly progress: (line: string) => void;
}

const WARM_UP_ROUNDS = 8;
/** Any fixed one: each run has the same order. */
const SEED = 'photo';

interface Surroundings {
  readonly sandboxes: Sandboxes;
  readonly servers: Servers;
  readonly designVersions: DesignVersions;
  readonly addresses: readonly string[];
}

export async function measurePhoto({ packaged, scratch, rounds, coldRuns, progress }: PhotoOptions): Promise<PhotoFigures> {
  const { designVersions } = packaged.ours;
  const file = await madeFile();
  const bundled = join(scratch, 'bundled.jpg');
  await writeFile(bundled, file.bytes);
  await buildPhotoSite(designVersions, bundled);
  const servers = await startServers(packaged.ours.objects, PHOTO_SITE_FOLDER);
  const sandboxes = await makeSandboxes(packaged);
  try {
    const addresses = await putPhotos(servers, file, 1 + WARM_UP_ROUNDS + rounds + 1 + coldRuns);
    const surroundings = { sandboxes, servers, designVersions, addresses };
    const warm = await measureWarmPhotos(surroundings, rounds);
    progress('photo: warm cards are drawn');
    const cold = await measureColdPhotos(surroundings, coldRuns);
    progress('photo: cold cards are drawn');
    return { warm, cold };
  } finally {
    await sandboxes.remove();
    await servers.close();
  }
}

async function measureWarmPhotos(surroundings: Surroundings, rounds: number): Promise<PhotoFigures['warm']> {
  const { sandboxes, servers } = surroundings;
  const random = createRandom(SEED);
  const taken = createTaken<Cover>();
  await sandboxes.emptyScratch();
  const lambda = await sandboxes.start('ours', servers.s3);
  try {
    for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++)
      for (const cover of random.some(COVERS, COVERS.length)) {
        const one = await drawOnce(lambda, surroundings, cover, round);
        if (round >= WARM_UP_ROUNDS) taken.add(cover, one);
      }
  } finally {
    await lambda.kill();
  }
  return { bundled: taken.of('bundled'), seen: taken.of('seen'), fresh: taken.of('fresh') };
}

async function measureColdPhotos(surroundings: Surroundings, runs: number): Promise<PhotoFigures['cold']> {
  const { sandboxes, servers, addresses } = surroundings;
  const random = createRandom(SEED);
  const taken = createTaken<'bundled' | 'fresh'>();
  const first = addresses.length - runs - 1;
  // One run more than is counted, so that every file is in the machine's memory for all of them.
  for (let run = 0; run <= runs; run++)
    for (const cover of random.some(['bundled', 'fresh'] as const, 2)) {
      await sandboxes.emptyScratch();
      const start = performance.now();
      const lambda = await sandboxes.start('ours', servers.slowS3);
      try {
        const { stages } = await drawOnce(lambda, surroundings, cover, first + run - 1);
        if (run > 0) taken.add(cover, { ms: performance.now() - start, stages });
      } finally {
        await lambda.kill();
      }
    }
  return { bundled: taken.of('bundled'), fresh: taken.of('fresh') };
}

interface Taken {
  readonly ms: number;
  readonly stages: Readonly<Record<string, number>>;
}

function createTaken<Name extends string>() {
  const all = new Map<Name, Taken[]>();
  return {
    add: (name: Name, one: Taken) => void all.set(name, [...(all.get(name) ?? []), one]),
    of(name: Name): PhotoMeasured {
      const taken = all.get(name) ?? [];
      return { ...summarize(taken.map(({ ms }) => ms)), stages: mediansOf(taken.map(({ stages }) => stages)) };
    },
  };
}

/** A card that was never drawn: its title counts on. */
async function drawOnce(
  lambda: Lambda,
  { designVersions, servers, addresses }: Surroundings,
  cover: Cover,
  round: number,
): Promise<Taken> {
  const [seen = ''] = addresses;
  const address = { bundled: '', seen, fresh: addresses[round + 1] ?? '' }[cover];
  const card = articleWith(address, `Harbour lights, part ${round}, ${cover}`);
  const start = performance.now();
  const stages = await askHandler(lambda, card, designVersions, servers.site);
  return { ms: performance.now() - start, stages };
}

function articleWith(cover: string, title: string): Card {
  return createCard('article', { title, author: 'Marit', section: 'Travel', cover });
}
