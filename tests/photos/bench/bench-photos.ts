// `npm run bench:photos`: how many heads are whole in crops, ours and others', and what a photo costs in time and memory.
import { runScript } from '../../../cli/terminal/script.ts';
import { LABELLED } from '../count-heads.ts';
import { embeddedDetector, photoPixels } from '../test-photos.ts';
import { type ComparedCrops, compareCrops } from './compared-crops.ts';
import { compareEncoders, type EncodedSizes } from './encoded-sizes.ts';
import { measureFinding, measureMaking } from './measure-photos.ts';

const TIMES = 7;

await runScript({
  call: 'npm run bench:photos --',
  description: 'counts the heads that are whole in crops, ours and others’, and measures what making a photo takes',
  options: {},
  run: async (_, print) => {
    const start = performance.now();
    const detector = embeddedDetector();
    const rows = await compareCrops(detector);
    print.out(tableOf(rows));
    const photos = await Promise.all(Object.keys(LABELLED).map((photo) => photoPixels(photo)));
    const focus = await measureFinding(detector, photos, 'focus');
    const hide = await measureFinding(detector, photos, 'hide');
    print.out(`\nFinding for crops: ${focus.medianMs} ms (slowest ${focus.slowestMs}); for hiding: ${hide.medianMs} ms.`);
    const making = await measureMaking(detector, TIMES);
    print.out(`A photo of 12 megapixels: ${making.medianMs} ms (slowest ${making.slowestMs}): ${making.stages}.`);
    // The CC0 photos are smaller than the size that is measured.
    const sizes = await compareEncoders(Object.keys(LABELLED).filter((name) => name.startsWith('sample')));
    print.out(`\n${sizesTable(sizes)}`);
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    print.out(`At most ${megabytes} MB in all of this. In ${Math.round((performance.now() - start) / 1000)} s.`);
    return 0;
  },
});

/** As docs/12-photos.md shows it. */
function sizesTable(rows: readonly EncodedSizes[]): string {
  const cells = ({ type, by, cpuMs, bytes, likeness }: EncodedSizes) =>
    `| ${type} | ${by === 'sharp' ? 'sharp’s defaults' : '**Edgecard**'} | ${Math.round(cpuMs)} ms | ${Math.round(bytes / 1000)} KB | ${likeness.toFixed(4)} |`;
  return ['| Type | Settings | Processor time | Size | Likeness |', '| --- | --- | --- | --- | --- |', ...rows.map(cells)].join(
    '\n',
  );
}

/** As docs/12-photos.md shows it. */
function tableOf(rows: readonly ComparedCrops[]): string {
  const [first] = rows;
  const crops = first?.count.crops ?? 0;
  const head = [
    `| ${first?.count.heads ?? 0} heads in ${crops} crops | whole | hair cut | cut through the face | crops with a cut face | crops without a head |`,
    '| --- | --- | --- | --- | --- | --- |',
  ];
  const cells = ({ way, count }: ComparedCrops) =>
    `| ${way} | ${count.whole} | ${count.hairCut} | ${count.cutThrough} | ${count.cropsWithCut} | ${count.cropsWithoutHead} |`;
  return [...head, ...rows.map(cells)].join('\n');
}
