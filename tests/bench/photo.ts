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
import { MB, pssOf } from './memory.ts';
import type { Packages } from './packages.ts';
import { madeFile, putPhotos } from './photo-files.ts';
import { askHandler, makeSandboxes, type Sandboxes } from './sandboxes.ts';
import { type Servers, startServers } from './servers.ts';
import { mediansOf, rounded, type Summary, summarize } from './statistics.ts';
import type { Failures } from './warm.ts';

/** `seen` is a photo that the sandbox has drawn before, `fresh` another one each time. */
export const COVERS = ['bundled', 'seen', 'fresh'] as const;
export type Cover = (typeof COVERS)[number];

export interface PhotoMeasured extends Summary {
  readonly stages: Readonly<Record<string, number>>;
  /** Cards that failed, and why the last one did. They have no time. */
  readonly failed?: Failures;
}

export interface PhotoFigures {
  readonly warm: Readonly<Record<Cover, PhotoMeasured>>;
  /** From the start of a process in an empty sandbox, where every photo is fresh. */
  readonly cold: Readonly<Record<'bundled' | 'fresh', PhotoMeasured>>;
  /** Of the warm sandbox at its end: a browser keeps decoded photos until it has too many. */
  readonly memory: { readonly pssMB: number; readonly photos: number };
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
    const { warm, memory } = await measureWarmPhotos(surroundings, rounds);
    progress('photo: warm cards are drawn');
    const cold = await measureColdPhotos(surroundings, coldRuns);
    progress('photo: cold cards are drawn');
    return { warm, cold, memory };
  } finally {
    await sandboxes.remove();
    await servers.close();
  }
}

async function measureWarmPhotos(surroundings: Surroundings, rounds: number): Promise<Pick<PhotoFigures, 'warm' | 'memory'>> {
  const { sandboxes, servers } = surroundings;
  const random = createRandom(SEED);
  const taken = createTaken<Cover>();
  await sandboxes.emptyScratch();
  const lambda = await sandboxes.start('ours', servers.s3);
  let pssMB = 0;
  try {
    for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++)
      for (const cover of random.some(COVERS, COVERS.length)) {
        const one = await taken.orFailed(cover, drawOnce(lambda, surroundings, cover, round));
        if (one && round >= WARM_UP_ROUNDS) taken.add(cover, one);
      }
    pssMB = rounded(pssOf(lambda.pid).all / MB);
  } finally {
    await lambda.kill();
  }
  const warm = { bundled: taken.of('bundled'), seen: taken.of('seen'), fresh: taken.of('fresh') };
  return { warm, memory: { pssMB, photos: 1 + WARM_UP_ROUNDS + rounds } };
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
        const one = await taken.orFailed(cover, drawOnce(lambda, surroundings, cover, first + run - 1));
        if (one && run > 0) taken.add(cover, { ...one, ms: performance.now() - start });
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
  const failures = new Map<Name, Failures>();
  return {
    /** Undefined for one that failed, which is counted. */
    async orFailed(name: Name, drawing: Promise<Taken>): Promise<Taken | undefined> {
      try {
        return await drawing;
      } catch (error) {
        const times = (failures.get(name)?.times ?? 0) + 1;
        failures.set(name, { times, reason: error instanceof Error ? error.message : String(error) });
        return undefined;
      }
    },
    add: (name: Name, one: Taken) => void all.set(name, [...(all.get(name) ?? []), one]),
    of(name: Name): PhotoMeasured {
      const taken = all.get(name) ?? [];
      const failed = failures.get(name);
      const stages = mediansOf(taken.map((one) => one.stages));
      return { ...summarize(taken.map(({ ms }) => ms)), stages, ...(failed ? { failed } : {}) };
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
