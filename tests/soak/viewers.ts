// @examples article quote score
// `npm run soak:viewers`: 200 viewers at once ask the local stack for cards for two minutes, four in five for one that was asked
// for before: scores, and signed articles and quotes in many scripts. Every body is held against its path: an address has one
// picture, no two have the same, and afterwards each card is drawn once more, by a browser that knows nothing of the stack.
// `--viewers N`, `--seconds N`, `--seed TEXT`, `--json`. Ends with 1 where an answer was wrong. A complete run in which none was
// writes results.json and the account in docs/11-performance.md.
import { createHash } from 'node:crypto';
import { Agent, get } from 'node:http';
import { signCardPath, verifyCardPath } from '../../card-schema/card-path.ts';
import { type Card, createCard } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { plural } from '../../cli/terminal/plural.ts';
import { beginScript } from '../../cli/terminal/script.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { readDesignVersions } from '../../local/stack/sandbox.ts';
import { startStack } from '../../local/stack/stack.ts';
import { createRandom } from '../../tools/profile/gallery/random.ts';
import { sentenceTexts, templateCard } from '../../tools/profile/gallery/template-card.ts';
import { percentile, rounded } from '../bench/statistics.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Given, unlikeDrawnApart } from './drawn-apart.ts';
import { keepResults } from './results.ts';
import { UNSEEN_SENTENCES } from './sentences.ts';

const DEFAULTS = { viewers: 200, seconds: 120, seed: 'viewers' } as const;

const { options } = beginScript({
  call: 'npm run soak:viewers --',
  description: 'has many viewers at once ask the local stack for cards, and holds every body against its path',
  options: {
    viewers: { type: 'integer', value: 'N', description: 'how many', min: 1, max: 10_000, initial: DEFAULTS.viewers },
    seconds: { type: 'number', value: 'N', description: 'how long', min: 1, max: 86_400, initial: DEFAULTS.seconds },
    seed: { type: 'string', value: 'TEXT', description: 'of the cards', initial: DEFAULTS.seed },
    json: { type: 'boolean', description: 'prints the summary as JSON, and nothing else' },
  },
  notes: 'A complete run in which all is well writes results.json and docs/11-performance.md.',
});
const { viewers, seconds } = options;
const random = createRandom(options.seed);
const REPEATS = 0.8;
const TEMPLATES = ['score', 'article', 'quote'] as const;

interface Answer {
  readonly status: number;
  readonly cardStatus: string;
  readonly cache: string;
  readonly body: Buffer;
}

const data = await temporaryFolder('viewers');
const stack = await startStack({ port: 0, data: data.path, log: () => {} });
const agent = new Agent({ keepAlive: true, maxSockets: viewers });
const paths: string[] = [];
const known = new Set<string>();
/** By path: each different body that it had, by its SHA-256. */
const seen = new Map<string, Map<string, Buffer>>();
let numbered = 0;
const ms: number[] = [];
/** By what x-cache says. */
const answers: Record<string, number> = {};
const errors: string[] = [];
let wrong: readonly string[] = [];

try {
  const until = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: viewers }, () => view(until)));
  wrong = [...judgeBodies(), ...(await judgePictures())];
} finally {
  agent.destroy();
  await stack.close();
  await data.remove();
}
await report();

async function view(until: number): Promise<void> {
  while (performance.now() < until) {
    const path = await nextPath();
    const started = performance.now();
    try {
      await ask(path);
    } catch (error) {
      errors.push(`${path}: ${String(error)}`);
    }
    ms.push(performance.now() - started);
  }
}

async function nextPath(): Promise<string> {
  if (paths.length > 0 && random.chance(REPEATS)) return random.pick(paths);
  for (;;) {
    const path = await pathOf(nextCard());
    if (path === undefined || known.has(path)) continue;
    known.add(path);
    paths.push(path);
    return path;
  }
}

/** Articles and quotes bear their number: nothing but a mistake makes two of them look the same. */
function nextCard(): Card {
  const template = random.pick(TEMPLATES);
  if (template === 'score')
    return createCard(template, { home: random.integer(0, 99), away: random.integer(0, 99), round: random.integer(0, 99) });
  for (;;) {
    const card = templateCard(options.seed, ++numbered, sentenceTexts(UNSEEN_SENTENCES));
    if (card.template !== template) continue;
    const name = `No. ${numbered}`;
    if (card.template === 'article') return createCard('article', { ...card.params, author: name });
    if (card.template === 'quote') return createCard('quote', { ...card.params, speaker: name });
  }
}

/** Signed where its template is open. Nothing for a card that is too long for an address. */
async function pathOf(card: Card): Promise<string | undefined> {
  try {
    return await signCardPath(card, DEVELOPMENT_KEYS.signing);
  } catch (error) {
    if (error instanceof CardError && error.code === 'too_long') return undefined;
    throw error;
  }
}

async function ask(path: string): Promise<void> {
  const { status, cardStatus, cache, body } = await fetchBody(path);
  answers[cache] = (answers[cache] ?? 0) + 1;
  if (status !== 200 || (cardStatus !== 'hit' && cardStatus !== 'drawn')) throw new Error(`${status}, ${cardStatus}`);
  const bodies = seen.get(path) ?? new Map<string, Buffer>();
  bodies.set(createHash('sha256').update(body).digest('hex'), body);
  seen.set(path, bodies);
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

/** An address always has the same bytes, and no other address has them. */
function judgeBodies(): readonly string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const [path, bodies] of seen) {
    if (bodies.size > 1) problems.push(`${path} had ${bodies.size} different bodies`);
    for (const hash of bodies.keys()) {
      const owner = owners.get(hash);
      if (owner !== undefined) problems.push(`${path} had the same body as ${owner}`);
      owners.set(hash, path);
    }
  }
  return problems;
}

async function judgePictures(): Promise<readonly string[]> {
  async function* given(): AsyncGenerator<Given> {
    for (const [path, bodies] of seen)
      yield { name: path, card: await verifyCardPath(path, [DEVELOPMENT_KEYS.signing]), pictures: [...bodies.values()] };
  }
  const unlike = await unlikeDrawnApart(given(), { site: stack.cardSite, designVersions: await readDesignVersions() });
  return unlike.map((path) => `${path} had a picture that is not its card’s`);
}

async function report(): Promise<void> {
  const figures = { p50: rounded(percentile(ms, 0.5)), p95: rounded(percentile(ms, 0.95)), p99: rounded(percentile(ms, 0.99)) };
  const summary = { viewers, seconds, requests: ms.length, cards: seen.size, answers, ms: figures };
  if (options.json) console.log(JSON.stringify({ ...summary, errors, wrong }));
  else {
    console.log(
      `${plural(ms.length, 'request')} of ${plural(viewers, 'viewer')} in ${seconds} s for ${plural(seen.size, 'card')}: ${plural(errors.length, 'error')},`,
      `${plural(wrong.length, 'wrong picture')}; p50 ${figures.p50} ms, p95 ${figures.p95} ms, p99 ${figures.p99} ms; ${JSON.stringify(answers)}.`,
    );
    for (const line of [...errors, ...wrong].slice(0, 40)) console.log(line);
  }
  if (errors.length + wrong.length > 0) process.exit(1);
  const complete = Object.entries(DEFAULTS).every(([name, value]) => options[name as keyof typeof DEFAULTS] === value);
  if (complete) await keepResults({ viewers: { ...summary, errors: errors.length, wrong: wrong.length } });
  process.exit(0);
}
