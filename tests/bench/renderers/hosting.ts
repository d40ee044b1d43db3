// @examples article event quote
// Starts the renderers' processes, gives them orders one at a time, and notices when one dies of a card.
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { hasEnded } from '../../support/processes.ts';
import type { CardName } from '../cards/samples.ts';
import { endingOf } from '../unfinished.ts';
import type { Drawn, Order, Ran, Reply } from './messages.ts';
import { RENDERER_NAMES, type RendererName, type Surroundings } from './renderer.ts';

export interface Hosted {
  draw(renderer: RendererName, card: CardName, count: number, keep?: boolean): Promise<Drawn>;
  run(order: Omit<Extract<Order, { kind: 'run' }>, 'kind'>): Promise<Ran>;
  close(): Promise<void>;
}

/** Longer than any card takes; a process that needs more is stuck. */
const MAX_REPLY_MS = 60_000;
const MAX_CLOSE_MS = 5000;

/** A process for every renderer, started one after the other so that none disturbs another's start. */
export async function hostAll(surroundings: Omit<Surroundings, 'scratch'>, scratch: string) {
  const hosts = new Map<string, Hosted>();
  const close = async () => {
    await Promise.all([...hosts.values()].map((host) => host.close()));
  };
  try {
    for (const host of new Set(RENDERER_NAMES.map(hostOf))) hosts.set(host, await hostRenderer(host, surroundings, scratch));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    of(renderer: RendererName): Hosted {
      const host = hosts.get(hostOf(renderer));
      if (!host) throw new Error(`Nothing hosts ${renderer}.`);
      return host;
    },
    close,
  };
}

/** Both of ours share a process and its browser, as the handler and its drawing do; every other renderer is alone. */
export function hostOf(renderer: RendererName): string {
  return renderer === 'ours' || renderer === 'oursWhole' ? 'edgecard' : renderer;
}

/** Starts the process of a renderer. A process that dies is started again for the next order, and the order fails. */
export async function hostRenderer(host: string, surroundings: Omit<Surroundings, 'scratch'>, scratch: string): Promise<Hosted> {
  const folder = await mkdtemp(join(scratch, `${host}-`));
  let child = await start(host, { ...surroundings, scratch: folder });
  let turn: Promise<unknown> = Promise.resolve();

  async function give(order: Order): Promise<Reply> {
    if (hasEnded(child)) child = await start(host, { ...surroundings, scratch: folder });
    return ask(child, order);
  }
  function inTurn(order: Order): Promise<Reply> {
    const reply = turn.then(() => give(order));
    turn = reply.catch(() => {});
    return reply;
  }

  return {
    async draw(renderer, card, count, keep = false) {
      const reply = await inTurn({ kind: 'draw', renderer, card, count, keep });
      if ('drawn' in reply) return reply.drawn;
      throw new Error(errorOf(reply));
    },
    async run(order) {
      const reply = await inTurn({ kind: 'run', ...order });
      if ('ran' in reply) return reply.ran;
      throw new Error(errorOf(reply));
    },
    close: endingOf(async () => {
      await turn;
      if (!hasEnded(child)) await end(child);
    }),
  };
}

async function start(host: string, surroundings: Surroundings): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'process.ts'), [host, JSON.stringify(surroundings)], {
    serialization: 'advanced', // pictures travel as bytes
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production', // else React checks every element it makes
      NODE_OPTIONS: '',
      TMPDIR: surroundings.scratch,
      // By this @sparticuz/chromium knows that its libraries are needed; to the others it says nothing.
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    },
  });
  const reply = await nextReply(child);
  if (!('ready' in reply)) throw new Error(errorOf(reply));
  return child;
}

function ask(child: ChildProcess, order: Order): Promise<Reply> {
  const reply = nextReply(child);
  child.send(order);
  return reply;
}

function nextReply(child: ChildProcess): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      finish();
    };
    const onMessage = (reply: Reply) => settle(() => resolve(reply));
    const onExit = (code: number | null, signal: string | null) =>
      settle(() => reject(new Error(`its process ended with ${signal ?? `code ${code}`}`)));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      settle(() => reject(new Error(`it gave no picture in ${MAX_REPLY_MS / 1000} s`)));
    }, MAX_REPLY_MS);
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), MAX_CLOSE_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.send({ kind: 'close' } satisfies Order);
  });
}

function errorOf(reply: Reply): string {
  return 'error' in reply ? reply.error : 'it answered something else';
}
