import { describe, expect, test } from '@jest/globals';
import { parseCardPath } from '../../../card-schema/card-path.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { type CardToDraw, type LineOutcome, prerenderLines } from '../../../cli/prerender/prerender-lines.ts';
import { formatCardKey } from '../../../edge/core/card-key.ts';
import { parseCardLine } from '../../../edge/core/prerender/card-line.ts';
import type { CardLine } from '../../../edge/core/prerender/readable-line.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { samplePaths } from '../../support/sample-cards.ts';

/** A line that its reader gives up. */
const UNREADABLE = 'xxxxxxxxx';

async function* linesOf(texts: readonly string[]): AsyncGenerator<CardLine> {
  for (const [at, text] of texts.entries())
    yield { line: at + 1, text, ...(text === UNREADABLE ? { unreadable: new CardError('too_long', 'Too long.') } : {}) };
}

/** Three more than any test takes from the beginning. */
const PATHS = samplePaths(103);
const [ONE = '/default.jpg', TWO = '', THREE = ''] = PATHS.slice(100);
const ONE_AS_JSON = JSON.stringify(parseCardPath(ONE).card);
const keyOf = (path: string) => formatCardKey(parseCardPath(path).card, DESIGN_VERSIONS);
/** A catalogue may have no template with so many cards. */
const testWithMany: (name: string, run: () => Promise<void>) => void = PATHS.length === 103 ? test : () => {};

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A store in memory, and workers that need a turn of the event loop for a card. */
function run(
  texts: readonly string[],
  {
    stored = new Set<string>(),
    onDraw = (_: CardToDraw) => {},
    stopping = new AbortController(),
    maxWorkers = 3,
    parse = (text: string) => parseCardLine(text, []),
  } = {},
) {
  const outcomes: LineOutcome[] = [];
  const drawn: string[] = [];
  let open = 0;
  const ended = prerenderLines(linesOf(texts), {
    parse,
    designVersions: DESIGN_VERSIONS,
    hasPicture: async (key) => stored.has(key),
    openWorker: () => {
      open++;
      return {
        async work(card) {
          await turn();
          onDraw(card);
          drawn.push(card.key);
          stored.add(card.key);
          return { stored: Promise.resolve('drawn') };
        },
        close: async () => void open--,
      };
    },
    maxWorkers,
    stopping: stopping.signal,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return { ended, outcomes, drawn, stored, open: () => open };
}

const kinds = (outcomes: readonly LineOutcome[]) =>
  [...outcomes].sort((a, b) => a.line - b.line).map(({ line, kind }) => `${line} ${kind}`);

describe('the lines of a list', () => {
  testWithMany('each has one outcome: drawn, or failed with its reason', async () => {
    const { ended, outcomes, open } = run([ONE, 'nonsense', TWO, '{"template":"none"}']);
    await ended;
    expect(kinds(outcomes)).toEqual(['1 drawn', '2 failed', '3 drawn', '4 failed']);
    expect(outcomes.find(({ line }) => line === 2)).toMatchObject({ text: 'nonsense', error: { code: 'not_a_card' } });
    expect(open()).toBe(0);
  });

  testWithMany('a card that is stored is not drawn again', async () => {
    const { ended, stored } = run([ONE, TWO]);
    await ended;
    const again = run([ONE, TWO, THREE], { stored });
    await again.ended;
    expect(kinds(again.outcomes)).toEqual(['1 stored', '2 stored', '3 drawn']);
    expect(again.drawn).toHaveLength(1);
  });

  testWithMany('a card that is in the list several times is drawn once', async () => {
    const { ended, outcomes, drawn } = run([...Array.from({ length: 40 }, () => ONE), TWO, ONE]);
    await ended;
    expect(drawn).toHaveLength(2);
    expect(outcomes.filter(({ kind }) => kind === 'drawn')).toHaveLength(2);
    expect(outcomes).toHaveLength(42);
  });

  // Issue 14: by timing it counted as stored or as repeated.
  testWithMany('a repeated card counts as repeated with any number of workers, whatever has ended by then', async () => {
    for (const maxWorkers of [1, 2, 7]) await expectRepeated(maxWorkers);
  });

  async function expectRepeated(maxWorkers: number): Promise<void> {
    const others = PATHS.slice(0, 50);
    const list = [ONE, ONE, ...others, ONE_AS_JSON, others[0] ?? ''];
    const first = run(list, { maxWorkers });
    await first.ended;
    const repeated = ['2 twice', '53 twice', '54 twice'];
    expect(kinds(first.outcomes).filter((kind) => !kind.endsWith('drawn'))).toEqual(repeated);
    const again = run(list, { maxWorkers, stored: first.stored });
    await again.ended;
    expect(kinds(again.outcomes).filter((kind) => !kind.endsWith('stored'))).toEqual(repeated);
  }

  test('of two lines with one card the second is repeated, though its form is read faster', async () => {
    const { ended, outcomes } = run([ONE, ONE_AS_JSON], {
      parse: async (text) => {
        for (let turns = text.startsWith('/') ? 9 : 0; turns > 0; turns--) await turn();
        return parseCardLine(text, []);
      },
    });
    await ended;
    expect(kinds(outcomes)).toEqual(['1 drawn', '2 twice']);
  });

  testWithMany('a failure ends no other card; its card counts as repeated further on, and the next run draws it', async () => {
    let first = true;
    const list = [ONE, ...PATHS.slice(0, 50), ONE];
    const { ended, outcomes, stored } = run(list, {
      onDraw: ({ key }) => {
        if (key !== keyOf(ONE) || !first) return;
        first = false;
        throw new Error('the browser is gone');
      },
    });
    await ended;
    expect(outcomes.filter(({ kind }) => kind === 'drawn')).toHaveLength(50);
    expect(kinds(outcomes).filter((kind) => !kind.endsWith('drawn'))).toEqual(['1 failed', '52 twice']);
    const again = run(list, { stored });
    await again.ended;
    expect(kinds(again.outcomes).filter((kind) => !kind.endsWith('stored'))).toEqual(['1 drawn', '52 twice']);
  });

  testWithMany('a line that cannot be read fails with its reason, and the others go on', async () => {
    const { ended, outcomes } = run([ONE, UNREADABLE, TWO]);
    await ended;
    expect(kinds(outcomes)).toEqual(['1 drawn', '2 failed', '3 drawn']);
    expect(outcomes.find(({ line }) => line === 2)).toMatchObject({ error: { code: 'too_long' } });
  });

  testWithMany('a card that is incomplete is not a failure', async () => {
    const { ended, outcomes } = run([ONE, TWO], {
      onDraw: ({ key }) => {
        if (key === keyOf(ONE)) throw new CardError('incomplete', 'No image.');
      },
    });
    await ended;
    expect(kinds(outcomes)).toEqual(['1 incomplete', '2 drawn']);
    expect(outcomes.find(({ line }) => line === 1)).toMatchObject({ text: ONE, error: { code: 'incomplete' } });
  });

  test('a store that does not answer fails the line, not the run', async () => {
    const outcomes: LineOutcome[] = [];
    await prerenderLines(linesOf([ONE]), {
      parse: (text) => parseCardLine(text, []),
      designVersions: DESIGN_VERSIONS,
      hasPicture: async () => {
        throw new Error('no answer');
      },
      openWorker: () => ({ work: async () => ({ stored: Promise.resolve('drawn') }), close: async () => {} }),
      maxWorkers: 1,
      stopping: new AbortController().signal,
      onOutcome: (outcome) => outcomes.push(outcome),
    });
    expect(outcomes).toMatchObject([{ line: 1, kind: 'failed', error: { message: 'no answer' } }]);
  });

  testWithMany('when stopped, it ends what is being drawn and begins nothing more', async () => {
    const stopping = new AbortController();
    const texts = Array.from({ length: 99 }, (_, at) => PATHS[at] ?? '');
    const { ended, outcomes, drawn, open } = run(texts, {
      stopping,
      onDraw: () => {
        if (drawn.length === 9) stopping.abort();
      },
    });
    await ended;
    expect(drawn.length).toBeGreaterThanOrEqual(10);
    expect(drawn.length).toBeLessThan(20);
    expect(outcomes.map(({ kind }) => kind)).toEqual(drawn.map(() => 'drawn'));
    expect(open()).toBe(0);
  });
});
