// @examples article event quote
import type { Cover, PhotoFigures, PhotoMeasured } from './photo.ts';
import { formatFailures, table } from './report-cells.ts';

const TITLES: Readonly<Record<Cover, string>> = {
  bundled: 'bundled into the card site',
  seen: 'a photo that earlier cards showed',
  fresh: 'another photo each time',
};

export function formatPhoto({ warm, cold, memory }: PhotoFigures): string {
  const rowsOf = (form: string, base: PhotoMeasured, found: Readonly<Partial<Record<Cover, PhotoMeasured>>>) =>
    Object.entries(found).map(([cover, { p50, p95, n }]) => [
      `${form}, ${TITLES[cover as Cover]}`, // keys of PhotoFigures
      (p50 / base.p50).toFixed(2),
      p50.toFixed(1),
      p95.toFixed(1),
      String(n),
    ]);
  const stages = (['bundled', 'seen', 'fresh'] as const).map((cover) => {
    const list = Object.entries(warm[cover].stages).map(([stage, ms]) => `${stage} ${ms}`);
    return `Stages, ${TITLES[cover]}: ${list.join(', ')}`;
  });
  const failed = Object.entries({ warm, cold }).flatMap(([form, found]) =>
    Object.entries(found).flatMap(
      ([cover, one]) => (one.failed ? [`${form}, ${TITLES[cover as Cover]}: ${formatFailures(one.failed)}`] : []), // keys of PhotoFigures
    ),
  );
  return [
    'PHOTO  An article from the zip, by where its cover comes from: the whole handler, ms; cold with S3 at a distance',
    table([['', 'ratio', 'p50', 'p95', 'n'], ...rowsOf('warm', warm.bundled, warm), ...rowsOf('cold', cold.bundled, cold)]),
    ...stages,
    ...failed,
    `Memory of the warm sandbox at its end, after ${memory.photos} photos: ${memory.pssMB} MB (PSS).`,
  ].join('\n');
}
