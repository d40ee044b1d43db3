import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatCardPath } from '../../../card-schema/card-path.ts';
import { DEFAULT_CARD } from '../../../card-schema/catalogue.ts';
import { trafficOfFiles } from '../../../cli/traffic/from-files.ts';
import { linesOf } from '../../../cli/traffic/read-files.ts';
import type { TrafficReport } from '../../../cli/traffic/report.ts';
import { accessLog } from '../../support/access-log.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { byName, expectFigures, figuresOf } from './figures.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('traffic');
});
afterAll(() => folder.remove());

const file = async (name: string, content: string | Uint8Array) => {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
};
const traffic = (...paths: readonly string[]): Promise<TrafficReport> => trafficOfFiles(paths, 10);

test.each(['json', 'w3c'] as const)('Lines with the user agents of the networks are counted right: %s, gzip', async (form) => {
  const { lines, expected } = await accessLog(5000, form);
  const report = await traffic(await file(`${form}.gz`, gzipSync(lines.join('\n'))));
  expectFigures(report, expected);
  expect(report).toMatchObject({ from: '2026-11-24', to: '2026-11-30', odd: { count: 0 }, uncertainty: 0 });
});

describe('A log', () => {
  test('may be several files, and a folder with folders', async () => {
    const { lines, expected } = await accessLog(400);
    await mkdir(join(folder.path, 'logs/2026/11/30'), { recursive: true });
    await writeFile(join(folder.path, 'logs/a.json'), lines.slice(0, 100).join('\n'));
    await writeFile(join(folder.path, 'logs/2026/11/30/b.gz'), gzipSync(lines.slice(100, 300).join('\r\n')));
    const rest = await file('rest.json', `${lines.slice(300).join('\n')}\n`);
    expect(figuresOf((await traffic(join(folder.path, 'logs'), rest)).total)).toEqual(expected.total);
  });

  test('may be of several gzip members, as when files are put together', async () => {
    const { lines, expected } = await accessLog(200);
    const packed = Buffer.concat([gzipSync(`${lines.slice(0, 100).join('\n')}\n`), gzipSync(lines.slice(100).join('\n'))]);
    expect(figuresOf((await traffic(await file('both.gz', packed))).total)).toEqual(expected.total);
  });

  test('may come byte by byte, as a pipe may give it, compressed too', async () => {
    const inBytes = (content: Buffer) => Readable.from([...content].map((byte) => Buffer.of(byte)));
    for (const content of [Buffer.from('#a\n#b'), gzipSync('#a\n#b')]) {
      const lines: (string | undefined)[] = [];
      for await (const some of linesOf('-', inBytes(content))) lines.push(...some);
      expect(lines).toEqual(['#a', '#b']);
    }
  });

  test('that was cut off counts up to there, and says so', async () => {
    const { lines } = await accessLog(2000);
    const packed = gzipSync(lines.join('\n'));
    const path = await file('cut.gz', packed.subarray(0, packed.length / 2));
    const report = await traffic(path);
    expect(report.total.requests).toBeGreaterThan(500);
    expect(report.odd.examples).toContainEqual(expect.stringContaining('cut off'));
  });

  test('has odd lines, which are counted and named, and are never the end', async () => {
    const { lines, expected } = await accessLog(50);
    const odd = [
      '{"date":"2026-11-30"',
      '{"date":"2026-11-30","time":"1"}',
      'a\tb',
      '{"date":"x","cs-uri-stem":"/","sc-status":"200","x-edge-result-type":"Hit"}',
      '{"date":"2026-02-30","cs-uri-stem":"/","sc-status":"200","x-edge-result-type":"Hit"}',
      '{"date":"0000-00-00","cs-uri-stem":"/","sc-status":"200","x-edge-result-type":"Hit"}',
    ];
    const huge = `{"a":"${'x'.repeat(300_000)}"}`;
    const path = await file('odd.json', `\uFEFF${[...lines.slice(0, 25), ...odd, huge, '', ...lines.slice(25)].join('\n')}`);
    const report = await traffic(path);
    expect(figuresOf(report.total)).toEqual(expected.total);
    expect(report.odd).toEqual({
      count: 7,
      examples: [
        `${path}, line 26: not JSON, or cut off`,
        `${path}, line 27: no cs-uri-stem`,
        `${path}, line 28: neither JSON nor after a line that begins with #Fields:`,
      ],
    });
  });

  test('without x-card-status says how many drawings it does not know of', async () => {
    const { lines } = await accessLog(500);
    const bare = lines.map((line) => JSON.stringify({ ...JSON.parse(line), 'viewer-response-log-data': undefined }));
    const { total } = await traffic(await file('bare.json', bare.join('\n')));
    expect(total.drawn).toBe(0);
    expect(total.unknown).toBe(total.missed);
  });

  test.each([
    [
      'S3’s own log',
      '79a5 my-bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 REST.GET.VERSIONING\n',
      'No line is one of CloudFront’s access log.',
    ],
    ['Parquet', 'PAR1\u0015\u0004', 'is Parquet. Have CloudFront write JSON'],
  ])('that is %s is refused', async (name, content, sentence) => {
    await expect(traffic(await file(createHash('sha1').update(name).digest('hex'), content))).rejects.toMatchObject({
      code: 'not_a_log',
      message: expect.stringContaining(sentence),
    });
  });

  test('has fields of other kinds, which are as if they were not there', async () => {
    const line = { date: '2026-11-30', 'cs-uri-stem': '/default.jpg', 'sc-status': 200, 'x-edge-result-type': 'Hit' };
    const odd = { 'sc-bytes': { toString: 1, valueOf: 1 }, 'cs(User-Agent)': ['a'], 'x-edge-detailed-result-type': null };
    const { total, networks } = await traffic(await file('kinds.json', JSON.stringify({ ...line, ...odd })));
    expect(figuresOf(total)).toEqual({ requests: 1, cached: 1 });
    expect(networks.map(({ network }) => network)).toEqual(['(no user agent)']);
  });

  test('of pages that show the default card has no wrong addresses', async () => {
    const line = {
      date: '2026-11-30',
      'cs-uri-stem': formatCardPath({ card: DEFAULT_CARD }),
      'sc-status': '200',
      'x-edge-result-type': 'Hit',
      'viewer-response-log-data': 'default',
    };
    const path = await file(
      'default.json',
      [line, { ...line, 'cs-uri-stem': '/nothing/here.jpg' }].map((one) => JSON.stringify(one)).join('\n'),
    );
    expect(byName((await traffic(path)).templates, 'template')).toEqual({
      [DEFAULT_CARD.template]: { requests: 1, cached: 1 },
      '(no card)': { requests: 1, cached: 1, wrong: 1 },
    });
  });

  test('of a quiet day is no request, and no error', async () => {
    expect((await traffic(await file('quiet.json', ''))).total.requests).toBe(0);
  });
});
