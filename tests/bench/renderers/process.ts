// @examples article event quote
// One renderer in a process of its own, as it would be in a function: nobody's garbage is another's pause, and a crash is its own.
import { setTimeout as sleep } from 'node:timers/promises';
import { sampleCard } from '../cards/samples.ts';
import { type ProcessorUse, useBetween, useOf } from '../processor-use.ts';
import type { Drawn, Order, Ran, Reply } from './messages.ts';
import type { Draw, Renderer, Renderers, Surroundings } from './renderer.ts';

/** Each process loads one of these and nothing of the others. */
const HOSTS: Readonly<Record<string, (surroundings: Surroundings) => Promise<Renderers>>> = {
  edgecard: async (surroundings) => (await import('./edgecard.ts')).createEdgecard(surroundings),
  article: async (surroundings) => (await import('./article.ts')).createArticle(surroundings),
  satoriResvg: async () => (await import('./satori.ts')).createSatoriResvg(),
  satoriSharp: async () => (await import('./satori.ts')).createSatoriSharp(),
  takumiPng: async () => (await import('./takumi.ts')).createTakumiPng(),
  takumiJpeg: async () => (await import('./takumi.ts')).createTakumiJpeg(),
};

/** What a renderer does right after a picture belongs to it: garbage of V8, memory that a browser gives back. */
const TIDYING_MS = 15;

async function drawOne(draw: Draw, { card, count, keep }: Extract<Order, { kind: 'draw' }>): Promise<Drawn> {
  const work = await draw(sampleCard(card, count));
  const before = useOf(process.pid, 'last');
  const start = performance.now();
  const made = await work();
  const ms = performance.now() - start;
  await sleep(TIDYING_MS);
  const use = useBetween(before, useOf(process.pid));
  const picture = typeof made.picture === 'string' ? Buffer.from(made.picture, 'base64') : made.picture;
  return { ms, use, bytes: picture.length, ...(made.stages ? { stages: made.stages } : {}), ...(keep ? { picture } : {}) };
}

/** As many cards as there is time for, with some of them at once. */
async function drawMany(
  renderer: Renderer,
  { card, count, lanes, warmUpMs, forMs }: Extract<Order, { kind: 'run' }>,
): Promise<Ran> {
  const begun = performance.now();
  const end = begun + warmUpMs + forMs;
  let first: number | undefined;
  let last = begun;
  let before: ProcessorUse | undefined;
  let after: ProcessorUse | undefined;
  let cards = 0;
  let used = lanes;
  // From the first card that ends after the warm-up to the last one, so that no card is counted by a part.
  const ended = (now: number) => {
    if (now < begun + warmUpMs) return;
    if (first === undefined) {
      before = useOf(process.pid);
      first = performance.now();
    } else {
      cards += 1;
    }
    last = now;
    // One of the last cards. The workers' own end, after all of them, is nobody's.
    if (now >= end) after = useOf(process.pid);
  };
  const samples = function* () {
    for (let next = count; performance.now() < end; next++) yield sampleCard(card, next);
  };

  if (renderer.batch) {
    for await (const outcome of renderer.batch(samples())) {
      if (outcome.error !== undefined) throw outcome.error;
      used = outcome.workers;
      ended(performance.now());
    }
  } else {
    const queue = samples();
    const lane = async () => {
      for (const sample of queue) {
        await (await renderer.draw(sample))();
        ended(performance.now());
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }
  if (first === undefined || before === undefined || cards === 0) throw new Error('too slow to count');
  return { cards, ms: last - first, use: useBetween(before, after ?? useOf(process.pid)), lanes: used };
}

async function obey(renderers: Renderers, order: Exclude<Order, { kind: 'close' }>): Promise<Reply> {
  const renderer = renderers[order.renderer];
  if (!renderer) return { error: `This process has no renderer ${order.renderer}.` };
  return order.kind === 'draw' ? { drawn: await drawOne(renderer.draw, order) } : { ran: await drawMany(renderer, order) };
}

async function main([host = '', surroundings = '']: readonly string[]): Promise<void> {
  const reply = (sent: Reply) => {
    if (process.connected) process.send?.(sent);
  };
  const describe = (error: unknown): Reply => ({ error: error instanceof Error ? error.message : String(error) });
  const renderers = await HOSTS[host]?.(JSON.parse(surroundings) as Surroundings); // the bench wrote it
  if (!renderers) throw new Error(`No process hosts ${host}.`);
  const close = async () => {
    await Promise.all(Object.values(renderers).map((renderer) => renderer.close()));
    process.exit();
  };
  process.on('message', (order: Order) => {
    if (order.kind === 'close') close().catch(() => process.exit(1));
    else obey(renderers, order).catch(describe).then(reply);
  });
  // The bench is gone.
  process.once('disconnect', () => close().catch(() => process.exit(1)));
  reply({ ready: true });
}

await main(process.argv.slice(2));
