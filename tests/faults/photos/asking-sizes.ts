// Viewers who ask the photo site for one size of a photo, and what is promised of their answers.
import { formatPhotoSize } from '../../../card-schema/photo-size.ts';
import { photoUrl } from '../../../card-schema/photo-url.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { isPhotoFile } from './list/switches.ts';
import { isShown, storeMarked } from './marked-photo.ts';
import type { PhotoBench } from './photo-bench.ts';
import type { PhotoFault, PhotoFaultParts } from './photo-fault.ts';
import { keysOf } from './seen.ts';
import type { SiteBench, SiteOptions } from './site-bench.ts';

export const site = { seam: 'photo site', story: 'nothing', ends: 'nothing' } as const;
const { signing: signingKey } = DEVELOPMENT_KEYS;
const SIZE = { width: 300, height: 200, fit: 'cover', type: 'webp' } as const;
export const FILE = formatPhotoSize(SIZE);
export const isFile = (method: string) => isPhotoFile(method, new RegExp(FILE));
/** A deployment's function ends after 20 s. */
const MAX_ANSWER_MS = 20_000;

interface Asked {
  readonly status: number;
  readonly cached: string | null;
  readonly picture: Buffer;
  readonly ms: number;
}

export async function ask(address: string, method = 'GET'): Promise<Asked> {
  const start = performance.now();
  const answer = await fetch(address, { method });
  const picture = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, cached: answer.headers.get('cache-control'), picture, ms: performance.now() - start };
}

export interface Opened {
  readonly id: string;
  readonly at: SiteBench;
  readonly address: string;
}

export async function open(bench: PhotoBench, options: SiteOptions = {}): Promise<Opened> {
  const id = await storeMarked(bench);
  const at = await bench.openSite(options);
  return { id, at, address: await photoUrl({ id, ...SIZE }, { origin: at.url, signingKey }) };
}

const madeCount = ({ log }: PhotoBench) => log.filter((line) => line.includes('"made":true')).length;

type Answers = 'the photo' | 'no such photo' | 'try again';

/** What is said to the one who asks while the fault is on; each violation of it is a text. */
async function judge({ status, cached, picture, ms }: Asked, answers: Answers): Promise<readonly string[]> {
  const wanted = { 'the photo': [200], 'no such photo': [404], 'try again': [500, 502, 503, 504] }[answers];
  const isLong = status !== 200 && (Number(/max-age=(\d+)/.exec(cached ?? '')?.[1] ?? 0) > 10 || /immutable/.test(cached ?? ''));
  return [
    ...(wanted.includes(status) ? [] : [`answers ${status}`]),
    ...(isLong ? [`${status} is kept: ${cached}`] : []),
    ...(status === 200 && !(await isShown(picture)) ? ['shows what must not be shown'] : []),
    ...(ms <= MAX_ANSWER_MS ? [] : [`takes ${Math.round(ms)} ms`]),
  ];
}

/** The fault is over: the photo is there in this size, and the next one who asks starts nothing. */
async function judgeAgain(bench: PhotoBench, { at, address, id }: Opened): Promise<readonly string[]> {
  at.giveTime();
  at.clearCache();
  const again = await judge(await ask(address), 'the photo');
  const runs = at.runs();
  at.clearCache();
  const third = await judge(await ask(address), 'the photo');
  const files = (await keysOf(bench, bench.bucket)).filter((key) => key.endsWith(FILE));
  return [
    ...again.map((text) => `afterwards it ${text}`),
    ...third.map((text) => `out of its bucket it ${text}`),
    ...(at.runs() === runs ? [] : ['the function is asked for what is there']),
    ...(files.join() === `photos/${id}/${FILE}` ? [] : [`the bucket has ${files.join() || 'no file of it'}`]),
  ];
}

interface SizeParts extends Partial<Pick<PhotoFaultParts, 'claimStays' | 'quick'>> {
  readonly answers: Answers;
  readonly options?: SiteOptions;
  readonly logged?: RegExp;
  /** At once; by default one. */
  readonly viewers?: number;
}

/** Viewers ask for a new size while the fault is on, and another one when it is over. */
export function size(
  name: string,
  on: (bench: PhotoBench, opened: Opened) => Promise<void> | void,
  { answers, options = {}, viewers = 1, ...more }: SizeParts,
): PhotoFault {
  const seen = new WeakMap<PhotoBench, readonly [Opened, readonly Asked[]]>();
  return {
    ...site,
    ...more,
    name,
    async deliver(bench) {
      const opened = await open(bench, options);
      await on(bench, opened);
      seen.set(bench, [opened, await Promise.all(Array.from({ length: viewers }, () => ask(opened.address)))]);
    },
    async after(bench) {
      const [opened, asked = []] = seen.get(bench) ?? [];
      if (!opened) return ['nobody has asked'];
      const judged = await Promise.all(asked.map((each) => judge(each, answers)));
      return [
        ...new Set(judged.flat()),
        ...(new Set(asked.map(({ picture }) => picture.toString('base64'))).size === 1 ? [] : ['not all get the same']),
        ...(await judgeAgain(bench, opened)),
        ...(madeCount(bench) <= 1 ? [] : [`it is made ${madeCount(bench)} times`]),
      ];
    },
    meddled: 1,
  };
}
