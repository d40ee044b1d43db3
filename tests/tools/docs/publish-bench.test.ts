import { expect, test } from '@jest/globals';
import { type BenchFigures, benchResultsOf, figuresIn } from '../../../tools/docs/publish-bench.ts';

const took = (p50: number) => ({ p50, cpu: { userMs: p50 / 2, systemMs: 0.44 }, faults: 2790 });
const warm = {
  ours: took(19.04),
  oursWhole: took(22.4),
  article: took(634.7),
  satoriResvg: took(29.75),
  satoriSharp: took(22.4),
  takumiJpeg: took(11.75),
};
const figures: BenchFigures = {
  zipBytes: 48_968_123,
  warm: { plain: warm, heavy: warm, scripts: { ...warm, takumiJpeg: took(19.04) } },
  cold: { ours: { p50: 553.6 }, stored: { p50: 66.2 }, complete: { p50: 970.2 }, package: { p50: 2022.9 } },
  throughput: { ours: { perSecond: 83.3 }, satoriResvg: { perSecond: 66.9 } },
  memory: { oursPssMB: 333.8, scratchMB: 208.1 },
};

test('what the documents quote is rounded as people read it, and ratios are of the exact times', () => {
  const { ratios, processor, ...rest } = benchResultsOf(figures);
  expect(processor?.ours.plain).toEqual({ cpu: { userMs: 9.5, systemMs: 0.4 }, faults: 2790 });
  expect(ratios.article).toEqual({ plain: 0.03, heavy: 0.03, scripts: 0.03 });
  expect(ratios.takumiJpeg).toEqual({ plain: 1.62, heavy: 1.62, scripts: 1 });
  expect(rest).toEqual({
    drawMs: { plain: 19, heavy: 19, scripts: 19 },
    handlerMs: { plain: 22, heavy: 22, scripts: 22 },
    coldMs: { ours: 554, stored: 66, complete: 970, package: 2023 },
    cardsPerSecond: { ours: 83, satoriResvg: 67 },
    zipMB: 49,
    scratchMB: 208,
    sandboxMB: 334,
  });
});

test('a run of some parts only, or one in which a renderer failed, is not published', () => {
  const { cold: _, ...partial } = figures;
  expect(() => benchResultsOf(partial)).toThrow('The run has not all parts: leave --only out.');
  const failed = { ...warm, takumiJpeg: { cannotDraw: 'it is unlike the others' } };
  expect(() => benchResultsOf({ ...figures, warm: { plain: failed, heavy: warm, scripts: warm } })).toThrow(
    'A renderer could not draw: it is unlike the others',
  );
});

test.each(['', '{"zipBytes":', '12', 'null', '# Bench'])('a file with %j is not one of the bench', (text) => {
  expect(() => figuresIn(text, 'bench.json')).toThrow('bench.json is not what `npm run bench -- --json FILE` writes.');
});

test('another file is a mistake that can be put right, and no bug', () => {
  expect(() => figuresIn('', 'bench.json')).toThrow(expect.objectContaining({ code: 'bad_figures' }));
});
