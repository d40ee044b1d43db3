import { describe, expect, test } from '@jest/globals';
import { CardError } from '../../../card-schema/errors.ts';
import type { CardLine } from '../../../cli/prerender/card-lines.ts';
import { type CardToDraw, type Drawn, type LineOutcome, prerenderLines } from '../../../cli/prerender/prerender-lines.ts';
import { parseCardLine } from '../../../edge/core/prerender/card-line.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';

async function* linesOf(texts: readonly string[]): AsyncGenerator<CardLine> {
  for (const [at, text] of texts.entries()) yield { line: at + 1, text };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A store in memory, and workers that need a turn of the event loop for a card. */
function run(
  texts: readonly string[],
  { stored = new Set<string>(), onDraw = (_: CardToDraw) => {}, stopping = new AbortController() } = {},
) {
  const outcomes: LineOutcome[] = [];
  const drawn: string[] = [];
  let open = 0;
  const ended = prerenderLines(linesOf(texts), {
    parse: (text) => parseCardLine(text, []),
    designVersions: DESIGN_VERSIONS,
    hasPicture: async (key) => stored.has(key),
    openWorker: () => {
      open++;
      return {
        async work(card): Promise<Drawn> {
          await turn();
          onDraw(card);
          drawn.push(card.key);
          stored.add(card.key);
          return 'drawn';
        },
        close: async () => void open--,
      };
    },
    maxWorkers: 3,
    stopping: stopping.signal,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return { ended, outcomes, drawn, stored, open: () => open };
}

const kinds = (outcomes: readonly LineOutcome[]) =>
  [...outcomes].sort((a, b) => a.line - b.line).map(({ line, kind }) => `${line} ${kind}`);

describe('the lines of a list', () => {
  test('each has one outcome: drawn, or failed with its reason', async () => {
    const { ended, outcomes, open } = run(['/1-2-3.jpg', 'nonsense', '/4-5-6.jpg', '{"template":"score"}']);
    await ended;
    expect(kinds(outcomes)).toEqual(['1 drawn', '2 failed', '3 drawn', '4 failed']);
    expect(outcomes.find(({ line }) => line === 2)).toMatchObject({ text: 'nonsense', error: { code: 'not_a_card' } });
    expect(open()).toBe(0);
  });

  test('a card that is stored is not drawn again', async () => {
    const { ended, stored } = run(['/1-2-3.jpg', '/4-5-6.jpg']);
    await ended;
    const again = run(['/1-2-3.jpg', '/4-5-6.jpg', '/7-8-9.jpg'], { stored });
    await again.ended;
    expect(kinds(again.outcomes)).toEqual(['1 stored', '2 stored', '3 drawn']);
    expect(again.drawn).toHaveLength(1);
  });

  test('a card that is in the list several times is drawn once', async () => {
    const { ended, outcomes, drawn } = run([...Array.from({ length: 40 }, () => '/1-2-3.jpg'), '/4-5-6.jpg', '/1-2-3.jpg']);
    await ended;
    expect(drawn).toHaveLength(2);
    expect(outcomes.filter(({ kind }) => kind === 'drawn')).toHaveLength(2);
    expect(outcomes).toHaveLength(42);
  });

  test('a failure ends no other card, and does not hide the same card further on', async () => {
    let first = true;
    const { ended, outcomes } = run(['/1-2-3.jpg', ...Array.from({ length: 50 }, (_, at) => `/${at}-0-0.jpg`), '/1-2-3.jpg'], {
      onDraw: ({ key }) => {
        if (!key.endsWith('/1-2-3.jpg') || !first) return;
        first = false;
        throw new Error('the browser is gone');
      },
    });
    await ended;
    expect(outcomes.filter(({ kind }) => kind === 'failed')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'drawn')).toHaveLength(51);
  });

  test('a card that is incomplete is not a failure', async () => {
    const { ended, outcomes } = run(['/1-2-3.jpg', '/4-5-6.jpg'], {
      onDraw: ({ key }) => {
        if (key.endsWith('/1-2-3.jpg')) throw new CardError('incomplete', 'No image.');
      },
    });
    await ended;
    expect(kinds(outcomes)).toEqual(['1 incomplete', '2 drawn']);
    expect(outcomes.find(({ line }) => line === 1)).toMatchObject({ text: '/1-2-3.jpg', error: { code: 'incomplete' } });
  });

  test('a store that does not answer fails the line, not the run', async () => {
    const outcomes: LineOutcome[] = [];
    await prerenderLines(linesOf(['/1-2-3.jpg']), {
      parse: (text) => parseCardLine(text, []),
      designVersions: DESIGN_VERSIONS,
      hasPicture: async () => {
        throw new Error('no answer');
      },
      openWorker: () => ({ work: async () => 'drawn', close: async () => {} }),
      maxWorkers: 1,
      stopping: new AbortController().signal,
      onOutcome: (outcome) => outcomes.push(outcome),
    });
    expect(outcomes).toMatchObject([{ line: 1, kind: 'failed', error: { message: 'no answer' } }]);
  });

  test('when stopped, it ends what is being drawn and begins nothing more', async () => {
    const stopping = new AbortController();
    const texts = Array.from({ length: 99 }, (_, at) => `/${at}-0-0.jpg`);
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
