// @examples article score
// One fault from beginning to end: before it, while it is on, after it is off.
import type { FaultResult, KeptBounds } from '../../tools/docs/fault-results.ts';
import { closing } from '../support/closing.ts';
import { type Answer, aboutAnswer, aboutMended, headersOf } from './about-answer.ts';
import { CARD_LOOKS, type FaultBench, OTHER_LOOKS } from './bench.ts';
import type { BenchCloudFront } from './bench-cloudfront.ts';
import { PROMISES } from './expected.ts';
import type { Fault } from './fault.ts';
import {
  BUDGET_MS,
  judge,
  judgeKept,
  judgeMended,
  judgeNext,
  MARGIN_SECONDS,
  type Seen,
  type SeenNext,
  USUAL_BUDGET_MS,
} from './judge-fault.ts';
import { leftoversOf } from './leftovers.ts';
import { scenery } from './meddling.ts';
import { endBrowser } from './signals.ts';

/** One viewer after the other, with the same question. */
type Ask = () => Promise<Answer>;

export async function runFault(bench: FaultBench, fault: Fault): Promise<FaultResult> {
  const { name, seam, expected, budgetMs = BUDGET_MS } = fault;
  await bench.reset();
  const cloudFront = await bench.startCloudFront(fault.readTimeoutMs);
  try {
    await prepare(bench, fault);
    const path = (await fault.ask?.path?.(bench)) ?? bench.path;
    const ask = () => askFor(cloudFront, path, fault.ask?.method);
    const seen = await meet(bench, fault, cloudFront, await bench.keyOf(path, fault.config), ask);
    const { kept, again } = await outlast(PROMISES[expected].keptSeconds, seen.kept, cloudFront, ask);
    const mended = fault.mends && again && (await aboutMended(bench, again, seen.picture, await bench.keyOf(path)));
    const next = await recover(bench, cloudFront, path === bench.path ? again : undefined);
    const { shown, status, ms, stored } = seen;
    return {
      name,
      seam,
      shown,
      status,
      ...headersOf(seen),
      ms,
      budgetMs,
      kept,
      stored,
      next: { shown: next.shown, ...headersOf({ cardStatus: next.cardStatus }), stored: next.stored, ms: next.ms },
      violations: [
        ...judge(fault, seen),
        ...judgeKept(fault, kept),
        ...(fault.mends ? judgeMended(mended) : []),
        ...judgeNext(next, path === bench.path && seen.stored),
        ...(await leftoversOf(bench)),
      ],
    };
  } finally {
    await cloudFront.close();
    // Its page is another than the card site's.
    if (fault.warmSite && bench.sandbox.browserPids().length > 0) await endBrowser(bench.sandbox);
  }
}

/** Switches the fault on, has two viewers ask, and switches it off. */
async function meet(
  bench: FaultBench,
  fault: Fault,
  cloudFront: BenchCloudFront,
  key: string,
  ask: Ask,
): Promise<Seen & { readonly picture: Buffer }> {
  const { sandbox, looks } = bench;
  const before = { keys: await bench.stored(), met: bench.met() };
  sandbox.readLog();
  cloudFront.configure({ 'x-card-budget-ms': String(fault.budgetMs ?? BUDGET_MS), ...fault.config });
  try {
    bench.between(fault.between);
    await fault.switchOn?.(bench);
    const [answer] = await Promise.all([ask(), fault.during?.(bench)]);
    const again = await ask();
    const kept = cloudFront.lastResult() === 'Hit' && again.body.equals(answer.body);
    const keys = await bench.stored();
    const stored = keys.includes(key);
    return {
      picture: answer.body,
      ...(await aboutAnswer(bench, answer, fault.looks)),
      kept,
      stored,
      storedRight: stored && ((await looks.of(await bench.get(key))) ?? '') === (fault.looks ?? bench.looksUnder(key) ?? ''),
      strange: keys.filter((each) => each !== key && !before.keys.includes(each)),
      log: sandbox.readLog(),
      meddled: bench.met() - before.met,
    };
  } finally {
    await fault.switchOff?.(bench);
    cloudFront.configure({ 'x-card-budget-ms': String(USUAL_BUDGET_MS) });
    await bench.letPass();
  }
}

/** Puts the clock forward to shortly before and shortly after the answer's time in the cache is over, and asks again. */
async function outlast(
  seconds: number,
  kept: boolean,
  cloudFront: BenchCloudFront,
  ask: Ask,
): Promise<{ readonly kept: KeptBounds; readonly again?: Answer }> {
  if (!kept) return { kept: { againSeconds: 0 } };
  let now = 0;
  const askAfter = async (at: number) => {
    cloudFront.putClockForward(at - now);
    now = at;
    return { answer: await ask(), hit: cloudFront.lastResult() === 'Hit' };
  };
  const early = seconds - MARGIN_SECONDS;
  if (early > 0 && !(await askAfter(early)).hit) return { kept: { heldSeconds: 0, againSeconds: early } };
  const late = seconds + (early > 0 ? MARGIN_SECONDS : 1);
  const { answer, hit } = await askAfter(late);
  return { kept: { heldSeconds: Math.max(0, early), ...(hit ? {} : { againSeconds: late }) }, again: answer };
}

/** The fault is over: the card, asked for if it has not been, must be right and stored, and the sandbox must draw another one. */
async function recover(bench: FaultBench, cloudFront: BenchCloudFront, again?: Answer): Promise<SeenNext> {
  const answer = again ?? (await askFor(cloudFront, bench.path));
  const key = await bench.keyOf(bench.path);
  const stored = (await bench.stored()).includes(key);
  const other = await askFor(cloudFront, bench.otherPath);
  return {
    ...(await aboutAnswer(bench, answer)),
    stored,
    storedRight: stored && (await bench.looks.of(await bench.get(key))) === bench.looksUnder(key),
    drawsOn: other.header('x-card-status') === 'drawn' && (await bench.looks.of(other.body)) === OTHER_LOOKS,
  };
}

/** Brings the sandbox into the state in which the fault meets it, by a CloudFront and with a budget of its own. */
async function prepare(bench: FaultBench, { from = 'warm', drawn = false, warmSite }: Fault): Promise<void> {
  if (from === 'new' || from === 'new, warm') await bench.sandbox.renew();
  if (from === 'new') return;
  if (warmSite && bench.sandbox.browserPids().length > 0) await endBrowser(bench.sandbox);
  if (warmSite) bench.site.meddle(scenery(warmSite));
  if (from === 'lost') await mustDraw(bench, bench.path, CARD_LOOKS);
  await mustDraw(bench, bench.otherPath, OTHER_LOOKS);
  await bench.reset();
  if (drawn) await mustDraw(bench, bench.path, CARD_LOOKS);
  if (from === 'no browser') await endBrowser(bench.sandbox);
}

async function mustDraw(bench: FaultBench, path: string, looks: string): Promise<void> {
  await using cloudFront = closing(await bench.startCloudFront());
  cloudFront.configure({ 'x-card-budget-ms': '20000' });
  const { header, body } = await askFor(cloudFront, path);
  if (header('x-card-status') !== 'drawn' || (await bench.looks.of(body)) !== looks)
    throw new Error(
      `The bench itself does not draw ${looks}: ${header('x-card-status')}. ${bench.sandbox.readLog().slice(-3).join('\n')}`,
    );
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
