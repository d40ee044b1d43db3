// @examples article event quote
// `npm run bench:against -- CHECKOUT`: this tree's cards against those of another checkout of the project, in turns on one machine.
// It prints by how much wall time and processor time differ, and the font bytes that Latin cards load. See README.md here.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beginScript } from '../../cli/terminal/script.ts';
import { typedPath } from '../../cli/terminal/typed-path.ts';
import { projectPath } from '../../project-path.ts';
import { comparisonOf, formatComparison, type Round } from './against-report.ts';
import { type Ask, type Block, CARDS, type CardName, type Opened } from './against-side.ts';

const here = projectPath();

const {
  options,
  words: [other = ''],
} = beginScript({
  call: 'npm run bench:against --',
  description: 'measures this tree’s cards against those of another checkout of the project, in turns on one machine',
  words: { usage: 'CHECKOUT', min: 1, max: 1, otherwise: 'Give one CHECKOUT: the folder of another checkout of the project.' },
  options: {
    cards: { type: 'choices', value: 'CARDS', description: 'which', values: CARDS, initial: CARDS },
    rounds: { type: 'integer', value: 'N', description: 'how many', min: 1, max: 10_000, initial: 30 },
    json: { type: 'string', value: 'FILE', isPath: true, description: 'writes the comparison as JSON' },
    'keep-build': { type: 'boolean', description: 'takes the builds that are there' },
  },
});
const { rounds, cards } = options;

const scratch = await mkdtemp(join(tmpdir(), 'edgecard-against-'));
const checkouts = [here, resolve(typedPath(other))] as const;
try {
  if (!options['keep-build']) for (const checkout of checkouts) await ended(start('build', checkout));
  const [ours, theirs] = [await open(checkouts[0]), await open(checkouts[1])];
  const measured: Round[] = [];
  for (let round = -1; round < rounds; round++) {
    for (const card of cards) {
      // Each goes first as often as the other. The round before the first is not counted.
      const order = round % 2 === 0 ? [ours, theirs] : [theirs, ours];
      const blocks = new Map<Side, Block>();
      for (const side of order) blocks.set(side, await side.draw(card));
      const [mine, others] = [blocks.get(ours), blocks.get(theirs)];
      if (round >= 0 && mine && others) measured.push({ card, ours: mine, theirs: others });
    }
  }
  const comparison = comparisonOf(measured, { ours: ours.fontBytes, theirs: theirs.fontBytes });
  await Promise.all([ours.close(), theirs.close()]);
  if (options.json) await writeFile(options.json, `${JSON.stringify(comparison, undefined, 2)}\n`);
  console.log(formatComparison(comparison));
} finally {
  await rm(scratch, { recursive: true, force: true });
}

interface Side {
  readonly fontBytes: Opened['fontBytes'];
  draw(card: CardName): Promise<Block>;
  close(): Promise<void>;
}

/** A process per checkout, which loads nothing but that checkout's modules. */
function start(mode: 'build' | 'draw', checkout: string): ChildProcess {
  return fork(join(import.meta.dirname, 'against-side.ts'), [mode, checkout, scratch, cards.join()], { cwd: checkout });
}

async function open(checkout: string): Promise<Side> {
  const child = start('draw', checkout);
  const { fontBytes } = await answerOf<Opened>(child);
  return {
    fontBytes,
    draw(card) {
      child.send({ card } satisfies Ask);
      return answerOf<Block>(child);
    },
    async close() {
      child.disconnect();
      await ended(child);
    },
  };
}

/** The next message. What it says is between this file and against-side.ts. */
async function answerOf<T>(child: ChildProcess): Promise<T> {
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of a checkout ended (${code}).`);
  });
  const [message] = await Promise.race([once(child, 'message'), gone]);
  gone.catch(() => {}); // it may end later, as it should
  return message as T;
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  if (code !== 0) throw new Error(`The process of a checkout ended (${code}).`);
}
