// How fast cards are drawn, next to others, from the last published run of the bench.
import { type BenchPeer, type BenchRenderer, readBenchResults } from './bench-results.ts';
import type { Tables } from './fill-tables.ts';

const OURS = { ours: 'ours, drawing', oursWhole: 'ours, with path, token and S3' } as const;
const PEERS: Readonly<Record<BenchPeer, string>> = {
  article: 'usual way: new page, network idle',
  satoriResvg: 'satori + resvg, PNG',
  satoriSharp: 'satori + sharp, JPEG',
  takumiJpeg: 'takumi, JPEG',
};

export function benchTables(): Tables {
  return {
    'bench ratios': ratios(),
    'bench processor': processor(),
    'bench figures': figures(),
    'bench: warm': warmCard(),
    'bench: cold': coldCard(),
  };
}

/** From path to answer: from the fastest of the three cards to the slowest. */
function warmCard(): string {
  const times = Object.values(readBenchResults().handlerMs);
  return `${Math.min(...times)} to ${Math.max(...times)} ms`;
}

function coldCard(): string {
  return `${(readBenchResults().coldMs.ours / 1000).toFixed(2)} s`;
}

function ratios(): string {
  const results = readBenchResults().ratios;
  const rows = Object.entries(PEERS).map(([peer, title]) => {
    const { plain, heavy, scripts } = results[peer as BenchPeer]; // its own keys
    return `| ${[title, ...[plain, heavy, scripts].map((ratio) => ratio.toFixed(2))].join(' | ')} |`;
  });
  return ['| | plain | photographs | scripts |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** User and system milliseconds, and page faults. */
function processor(): string {
  const { processor } = readBenchResults();
  if (!processor) return 'Not measured yet.';
  const rows = Object.entries({ ...OURS, ...PEERS }).map(([renderer, title]) => {
    const { plain, heavy, scripts } = processor[renderer as BenchRenderer]; // keys of these two
    const cells = [plain, heavy, scripts].map(
      ({ cpu, faults }) => `${cpu.userMs} + ${cpu.systemMs} ms, ${faults.toLocaleString('en')}`,
    );
    return `| ${[title, ...cells].join(' | ')} |`;
  });
  return ['| | plain | photographs | scripts |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function figures(): string {
  const { drawMs, handlerMs, coldMs, cardsPerSecond, zipMB, scratchMB, sandboxMB } = readBenchResults();
  const times = ({ plain, heavy, scripts }: typeof drawMs) => `${plain}, ${heavy}, ${scripts} ms`;
  const rows = [
    ['a warm card: plain, photographs, scripts', times(drawMs)],
    ['the same with path, token and S3', times(handlerMs)],
    ['first card in an empty sandbox', milliseconds(coldMs.ours)],
    ...(coldMs.stored === undefined ? [] : [['the same, if S3 has the card', milliseconds(coldMs.stored)]]),
    ['the same with the complete browser, a part of it from S3', milliseconds(coldMs.complete)],
    ['the same in the way of `@sparticuz/chromium`', milliseconds(coldMs.package)],
    ['plain cards with all cores', `${cardsPerSecond.ours} a second; satori + resvg ${cardsPerSecond.satoriResvg}`],
    ['zip', `${zipMB.toFixed(1)} MB`],
    ['`/tmp` in use', `${scratchMB} MB`],
    ['memory of a sandbox', `${sandboxMB} MB, more where code was missing`],
  ];
  return ['| What | Figure |', '| --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}

function milliseconds(ms: number): string {
  return `${ms.toLocaleString('en')} ms`;
}
