import { expect, test } from '@jest/globals';
import { parseCardPath } from '../../../card-schema/card-path.ts';
import { CardError } from '../../../card-schema/errors.ts';
import {
  type BeingStored,
  type CardToDraw,
  type Drawn,
  type LineOutcome,
  prerenderLines,
} from '../../../cli/prerender/prerender-lines.ts';
import { formatCardKey } from '../../../edge/core/card-key.ts';
import { parseCardLine } from '../../../edge/core/prerender/card-line.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { samplePaths } from '../../support/sample-cards.ts';

const PATHS = samplePaths(60);
/** A catalogue may have no template with so many cards. */
const testWithMany: (name: string, run: () => Promise<void>) => void = PATHS.length === 60 ? test : () => {};
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** One worker, which draws in no time. */
function run(paths: readonly string[], store: (card: CardToDraw) => Promise<Drawn>) {
  const outcomes: LineOutcome[] = [];
  async function* lines() {
    for (const [at, text] of paths.entries()) yield { line: at + 1, text };
  }
  const ended = prerenderLines(lines(), {
    parse: (text) => parseCardLine(text, []),
    designVersions: DESIGN_VERSIONS,
    hasPicture: async () => false,
    openWorker: () => ({ work: async (card): Promise<BeingStored> => ({ stored: store(card) }), close: async () => {} }),
    maxWorkers: 1,
    stopping: new AbortController().signal,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return { ended, outcomes };
}

testWithMany('while a picture is stored its browser draws the next cards, up to a limit', async () => {
  const storing = new Set<() => void>();
  const { ended, outcomes } = run(PATHS, () => new Promise((resolve) => void storing.add(() => resolve('drawn'))));
  for (let before = -1; before < storing.size; ) {
    before = storing.size;
    for (let turns = 0; turns < 50; turns++) await turn();
  }
  expect(storing.size).toBeGreaterThan(7);
  expect(storing.size).toBeLessThan(12);
  const storeAll = setInterval(() => {
    for (const store of storing) store();
    storing.clear();
  });
  await ended;
  clearInterval(storeAll);
  expect(outcomes.map(({ kind }) => kind)).toEqual(PATHS.map(() => 'drawn'));
});

test('a card whose store fails ends no other', async () => {
  const [one = '', ...others] = PATHS.slice(0, 2); // or the default card alone
  const refused = formatCardKey(parseCardPath(one).card, DESIGN_VERSIONS);
  const { ended, outcomes } = run([one, ...others], async ({ key }) => {
    if (key === refused) throw new CardError('store_failed', 'No room.');
    return 'drawn';
  });
  await ended;
  const [first, ...rest] = [...outcomes].sort((a, b) => a.line - b.line);
  expect(first).toMatchObject({ line: 1, kind: 'failed', workers: 1, error: { code: 'store_failed' } });
  expect(rest.map(({ kind }) => kind)).toEqual(others.map(() => 'drawn'));
});
