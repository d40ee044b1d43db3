// One fault from beginning to end: before it, while it is on, after it is off; what was seen, and what of it was not promised.
import { readdir, readFile } from 'node:fs/promises';
import { type BenchCloudFront, CARD_LOOKS, DEFAULT_LOOKS, type FaultBench, OTHER_LOOKS } from './bench.ts';
import { type Expected, PROMISES, type Promised, type Shown } from './expected.ts';
import type { Fault, Seam } from './fault.ts';
import { endBrowser } from './signals.ts';

export interface FaultResult {
  readonly name: string;
  readonly seam: Seam;
  readonly expected: Expected;
  /** What the viewer got. */
  readonly shown: Shown;
  readonly status: number;
  readonly cardStatus?: string;
  readonly cacheControl?: string;
  readonly ms: number;
  readonly budgetMs: number;
  /** For how long CloudFront answered with it, and no longer. */
  readonly keptSeconds: number;
  /** Whether S3 had the card afterwards. */
  readonly stored: boolean;
  /** The same card, asked for when the fault was off and the answer's time in the cache had passed. */
  readonly next: { readonly shown: Shown; readonly cardStatus?: string; readonly stored: boolean; readonly ms: number };
  readonly violations: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
  readonly ms: number;
}

/** While a fault is on: short, so that many fit into minutes. */
const BUDGET_MS = 3000;
/** As a deployment has it that sets nothing. */
const USUAL_BUDGET_MS = 8000;
/** Loading the function, asking S3, sending the answer: all that is not in the function's own budget. */
const BESIDES_MS = 1500;
/** The bench's own time between two requests. */
const MARGIN_SECONDS = 10;
const YEAR_SECONDS = 31_536_000;
/** What a sandbox may leave in its scratch: the unpacked browser. */
const BROWSER_FOLDER = /^edgecard-browser-[0-9a-f]+$/;

/** What was there while the fault was on. */
interface Seen {
  readonly answer: Answer;
  readonly shown: Shown;
  /** Whether the second viewer got it from the cache. */
  readonly kept: boolean;
  readonly stored: boolean;
  /** Whether what S3 keeps for the card is that card. */
  readonly storedRight: boolean;
  /** Keys that nobody asked for. */
  readonly strange: readonly string[];
  readonly log: readonly string[];
}

type Expect = (holds: boolean, otherwise: string) => void;

export async function runFault(bench: FaultBench, fault: Fault): Promise<FaultResult> {
  const { name, seam, expected, budgetMs = BUDGET_MS } = fault;
  const violations: string[] = [];
  const expect: Expect = (holds, otherwise) => void (holds || violations.push(otherwise));
  await bench.reset();
  const cloudFront = await bench.startCloudFront();
  try {
    await prepare(bench, fault);
    const ask = await asking(bench, fault, cloudFront);
    const seen = await meet(bench, fault, cloudFront, budgetMs, ask);
    judge(fault, budgetMs, seen, expect);
    await letPass(PROMISES[expected].keptSeconds, cloudFront, ask, expect);
    const next = await recover(bench, cloudFront, seen.stored, expect);
    violations.push(...(await leftoversOf(bench)));
    const { answer, shown, kept, stored } = seen;
    return {
      name,
      seam,
      expected,
      shown,
      ...aboutAnswer(answer),
      budgetMs,
      keptSeconds: kept ? PROMISES[expected].keptSeconds : 0,
      stored,
      next,
      violations,
    };
  } finally {
    await cloudFront.close();
  }
}

/** Asks for what the fault is about. */
async function asking(bench: FaultBench, fault: Fault, cloudFront: BenchCloudFront): Promise<() => Promise<Answer>> {
  const path = (await fault.ask?.path?.(bench)) ?? bench.path;
  return () => askFor(cloudFront, path, fault.ask?.method);
}

/** Switches the fault on, has two viewers ask, and switches it off. */
async function meet(
  bench: FaultBench,
  fault: Fault,
  cloudFront: BenchCloudFront,
  budgetMs: number,
  ask: () => Promise<Answer>,
): Promise<Seen> {
  const { sandbox, site, s3, key, looks } = bench;
  const before = { keys: await bench.stored(), log: sandbox.log(), lines: sandbox.log().length };
  cloudFront.configure({ 'x-card-budget-ms': String(budgetMs), ...fault.config });
  await fault.switchOn?.(bench);
  const [answer] = await Promise.all([ask(), fault.during?.(bench)]);
  const again = PROMISES[fault.expected].keptSeconds > 0 ? await ask() : undefined;
  const kept = cloudFront.lastResult() === 'Hit' && again?.body.equals(answer.body) === true;
  const keys = await bench.stored();
  await fault.switchOff?.(bench);
  cloudFront.configure({ 'x-card-budget-ms': String(USUAL_BUDGET_MS) });
  for (const proxy of [site, s3]) {
    proxy.meddle();
    await proxy.accept();
  }
  const stored = keys.includes(key);
  const log = sandbox.log();
  return {
    answer,
    shown: await shownBy(bench, answer),
    kept,
    stored,
    storedRight: stored && (await looks.of(await bench.get(key))) === CARD_LOOKS,
    strange: keys.filter((each) => each !== key && !before.keys.includes(each) && !each.includes('/default/')),
    log: log === before.log ? log.slice(before.lines) : log,
  };
}

/** Holds what was seen against what is promised. */
function judge({ expected, drawn = false, frozenMs = 0, logged }: Fault, budgetMs: number, seen: Seen, expect: Expect): void {
  const promised: Promised = PROMISES[expected];
  const { answer, shown, kept, stored, storedRight, strange, log } = seen;
  const { status, cardStatus, cacheControl, ms } = aboutAnswer(answer);
  const limitMs = budgetMs + BESIDES_MS + frozenMs;
  expect(shown === promised.shown, `shows ${shown}`);
  expect(promised.statuses.includes(status), `status ${status}`);
  expect(promised.cardStatuses.includes(cardStatus), `x-card-status ${cardStatus}`);
  expect(cacheControl === promised.cacheControl, `cache-control ${cacheControl}`);
  expect(kept === promised.keptSeconds > 0, `CloudFront ${kept ? 'keeps' : 'does not keep'} it`);
  expect(stored === (promised.stored || drawn), stored ? 'S3 has the card' : 'S3 does not have the card');
  expect(storedRight || !stored, 'S3 keeps a wrong picture');
  expect(strange.length === 0, `S3 has ${strange.join()}`);
  expect(ms <= limitMs, `takes ${ms} ms of ${limitMs}`);
  expect(!logged || log.some((line) => logged.test(line)), `does not log ${logged}`);
}

/** Puts the clock forward until CloudFront keeps its answer no longer. */
async function letPass(seconds: number, cloudFront: BenchCloudFront, ask: () => Promise<Answer>, expect: Expect): Promise<void> {
  if (seconds === YEAR_SECONDS) return cloudFront.clearCache();
  const early = seconds - MARGIN_SECONDS;
  if (early > 0) {
    cloudFront.putClockForward(early);
    await ask();
    expect(cloudFront.lastResult() === 'Hit', `CloudFront does not keep it for ${early} s`);
  }
  cloudFront.putClockForward(early > 0 ? MARGIN_SECONDS : seconds + 1);
}

/** The fault is over: the same card must be right and stored, and the sandbox must draw another one. */
async function recover(
  bench: FaultBench,
  cloudFront: BenchCloudFront,
  stored: boolean,
  expect: Expect,
): Promise<FaultResult['next']> {
  const answer = await askFor(cloudFront, bench.path);
  const shown = await shownBy(bench, answer);
  const { cardStatus, cacheControl, ms } = aboutAnswer(answer);
  const storedNow = (await bench.stored()).includes(bench.key);
  const storedRight = storedNow && (await bench.looks.of(await bench.get(bench.key))) === CARD_LOOKS;
  expect(shown === 'card', `the next request shows ${shown}`);
  expect(cardStatus === (stored ? 'hit' : 'drawn'), `the next request has x-card-status ${cardStatus}`);
  expect(cacheControl === PROMISES.card.cacheControl, `the next request has cache-control ${cacheControl}`);
  expect(storedRight, `after the next request S3 ${storedNow ? 'keeps a wrong picture' : 'does not have the card'}`);
  expect(ms <= USUAL_BUDGET_MS + BESIDES_MS, `the next request takes ${ms} ms`);

  const other = await askFor(cloudFront, bench.otherPath);
  const otherLooks = other.status === 200 ? await bench.looks.of(other.body) : undefined;
  const otherStatus = aboutAnswer(other).cardStatus;
  expect(otherLooks === OTHER_LOOKS && otherStatus === 'drawn', `another card shows ${otherLooks}, ${otherStatus}`);
  return { shown, ...(cardStatus === undefined ? {} : { cardStatus }), stored: storedNow, ms };
}

function aboutAnswer({ status, header, ms }: Answer) {
  const [cardStatus, cacheControl] = [header('x-card-status'), header('cache-control')];
  return {
    status,
    ...(cardStatus === undefined ? {} : { cardStatus }),
    ...(cacheControl === undefined ? {} : { cacheControl }),
    ms: Math.round(ms),
  };
}

/** Brings the sandbox into the state in which the fault meets it, by a CloudFront and with a budget of its own. */
async function prepare(bench: FaultBench, { from = 'warm', drawn = false }: Fault): Promise<void> {
  if (from === 'new' || from === 'new, warm') await bench.sandbox.renew();
  if (from === 'new') return;
  await mustDraw(bench, bench.otherPath, OTHER_LOOKS);
  await bench.reset();
  if (drawn) await mustDraw(bench, bench.path, CARD_LOOKS);
  if (from === 'no browser') await endBrowser(bench.sandbox);
}

async function mustDraw(bench: FaultBench, path: string, looks: string): Promise<void> {
  const cloudFront = await bench.startCloudFront();
  cloudFront.configure({ 'x-card-budget-ms': '20000' });
  try {
    const { header, body } = await askFor(cloudFront, path);
    if (header('x-card-status') !== 'drawn' || (await bench.looks.of(body)) !== looks)
      throw new Error(
        `The bench itself does not draw ${looks}: ${header('x-card-status')}. ${bench.sandbox.log().slice(-3).join('\n')}`,
      );
  } finally {
    await cloudFront.close();
  }
}

async function askFor({ url }: BenchCloudFront, path: string, method = 'GET'): Promise<Answer> {
  const start = performance.now();
  const response = await fetch(`${url}${path}`, { method });
  const body = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body,
    ms: performance.now() - start,
  };
}

async function shownBy({ looks }: FaultBench, { status, body, header }: Answer): Promise<Shown> {
  if (status !== 200 || body.length === 0) return 'nothing';
  const found = await looks.of(body);
  if (found === CARD_LOOKS) return 'card';
  // The fallback picture is the default card, drawn when the function was built.
  if (looks.isFallback(body) && header('x-card-status') === 'fallback') return 'fallback picture';
  return found === DEFAULT_LOOKS && header('x-card-status') === 'default' ? 'default card' : 'something else';
}

/** What must not pile up from fault to fault. */
async function leftoversOf({ sandbox, site, s3 }: FaultBench): Promise<readonly string[]> {
  const found: string[] = [];
  const states = await Promise.all(sandbox.processes().map(stateOf));
  const zombies = states.filter((state) => state === 'Z').length;
  if (zombies > 0) found.push(`${zombies} zombies`);
  const leaders = sandbox.browser().length;
  if (leaders > 1) found.push(`${leaders} processes of browsers`);
  const files = (await readdir(sandbox.scratch())).filter((name) => !BROWSER_FOLDER.test(name));
  if (files.length > 0) found.push(`in scratch: ${files.join(', ')}`);
  if ((await site.connections()) > 0) found.push(`${await site.connections()} connections to the card site`);
  if ((await s3.connections()) > 8) found.push(`${await s3.connections()} connections to S3`);
  return found;
}

async function stateOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.split(') ').at(-1)?.[0];
}
