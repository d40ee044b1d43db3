// `npm run soak:viewers`: 200 viewers at once ask the local stack for cards for two minutes, four in five for one that was asked
// for before. Every body is held against its path: afterwards each card is drawn once more, by a browser that knows nothing of
// the stack. `--viewers N`, `--seconds N`, `--seed TEXT`, `--json`. Ends with 1 where an answer was wrong.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCardPath } from '../../card-schema/card-path.ts';
import { DEVELOPMENT_KEYS, parseConfig } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createTimings } from '../../edge/core/timings.ts';
import { mostLanes } from '../../local/batch/most-lanes.ts';
import { workInLanes } from '../../local/batch/work-in-lanes.ts';
import { createRandom } from '../../local/profile/gallery/random.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import { openLocalBrowser, readDesignVersions } from '../../local/stack/sandbox.ts';
import { startStack } from '../../local/stack/stack.ts';
import { percentile, rounded } from '../bench/statistics.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';

const { values: options } = parseArgs({
  options: {
    viewers: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: 'viewers' },
    json: { type: 'boolean', default: false },
  },
});
const viewers = Number(options.viewers);
const seconds = Number(options.seconds);
const random = createRandom(options.seed);
const REPEATS = 0.8;
/** A picture that came as base64 through an event and one that came straight are the same bytes; a difference is looked at. */
const SAME_SHARE = 0;
const DRAW_AT_MOST_MS = 25_000;

interface Seen {
  /** SHA-256 of each different body. */
  readonly bodies: Map<string, Buffer>;
}

interface Answer {
  readonly status: number;
  readonly cardStatus: string;
  readonly cache: string;
  readonly body: Buffer;
}

const data = await mkdtemp(join(tmpdir(), 'edgecard-viewers-'));
const stack = await startStack({ port: 0, data, log: () => {} });
const agent = new Agent({ keepAlive: true, maxSockets: viewers });
const paths: string[] = [];
const known = new Set<string>();
const seen = new Map<string, Seen>();
const ms: number[] = [];
/** By what x-cache says. */
const answers: Record<string, number> = {};
const errors: string[] = [];
let differing: string[] = [];

try {
  const until = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: viewers }, () => view(until)));
  differing = await drawAgain();
} finally {
  agent.destroy();
  await stack.close();
  await rm(data, { recursive: true, force: true });
}
report();

async function view(until: number): Promise<void> {
  while (performance.now() < until) {
    const path = nextPath();
    const started = performance.now();
    try {
      await ask(path);
    } catch (error) {
      errors.push(`${path}: ${String(error)}`);
    }
    ms.push(performance.now() - started);
  }
}

function nextPath(): string {
  if (paths.length > 0 && random.chance(REPEATS)) return random.pick(paths);
  for (;;) {
    const path = `/${random.integer(0, 99)}-${random.integer(0, 99)}-${random.integer(0, 99)}.jpg`;
    if (known.has(path)) continue;
    known.add(path);
    paths.push(path);
    return path;
  }
}

async function ask(path: string): Promise<void> {
  const { status, cardStatus, cache, body } = await fetchBody(path);
  answers[cache] = (answers[cache] ?? 0) + 1;
  if (status !== 200 || (cardStatus !== 'hit' && cardStatus !== 'drawn')) throw new Error(`${status}, ${cardStatus}`);
  const bodies = seen.get(path)?.bodies ?? new Map<string, Buffer>();
  bodies.set(createHash('sha256').update(body).digest('hex'), body);
  seen.set(path, { bodies });
}

function fetchBody(path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(new URL(path, stack.cdn), { agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          cardStatus: String(response.headers['x-card-status']),
          cache: String(response.headers['x-cache']),
          body: Buffer.concat(parts),
        }),
      );
    }).on('error', reject);
  });
}

/** Which paths had a body that is not their card. */
async function drawAgain(): Promise<string[]> {
  const designVersions = await readDesignVersions();
  const config = parseConfig(localConfigHeaders(stack.cardSite));
  const open = () => {
    const opening = openLocalBrowser(() => {});
    return {
      async work(path: string) {
        const card = await openCardPath(path, [DEVELOPMENT_KEYS.signing]);
        const { draw } = await opening;
        const job = { card, designVersion: designVersions[card.template], config };
        const { jpeg } = await draw({ ...job, deadline: createDeadline(DRAW_AT_MOST_MS), timings: createTimings() });
        return isOnly(jpeg, seen.get(path)?.bodies ?? new Map());
      },
      close: async () => (await opening).close(),
    };
  };
  const wrong: string[] = [];
  for await (const outcome of workInLanes(seen.keys(), { open, most: mostLanes() })) {
    if ('error' in outcome) throw outcome.error;
    if (!outcome.result) wrong.push(outcome.job);
  }
  return wrong;
}

async function isOnly(jpeg: Uint8Array, bodies: ReadonlyMap<string, Buffer>): Promise<boolean> {
  const wanted = createHash('sha256').update(jpeg).digest('hex');
  for (const [hash, body] of bodies) {
    if (hash === wanted) continue;
    if (shareOfDifferentPixels(await decode(body), await decode(jpeg)) > SAME_SHARE) return false;
  }
  return bodies.size > 0;
}

function report(): void {
  const figures = { p50: rounded(percentile(ms, 0.5)), p95: rounded(percentile(ms, 0.95)), p99: rounded(percentile(ms, 0.99)) };
  const summary = { viewers, seconds, requests: ms.length, cards: seen.size, answers, ms: figures, errors, wrong: differing };
  if (options.json) console.log(JSON.stringify(summary));
  else {
    console.log(
      `${ms.length} requests of ${viewers} viewers in ${seconds} s for ${seen.size} cards: ${errors.length} errors,`,
      `${differing.length} wrong pictures; p50 ${figures.p50} ms, p95 ${figures.p95} ms, p99 ${figures.p99} ms; ${JSON.stringify(answers)}.`,
    );
    for (const line of [...errors.slice(0, 20), ...differing]) console.log(line);
  }
  process.exit(errors.length + differing.length > 0 ? 1 : 0);
}
