// 100,000 lines, and a million, with the user agents of the networks.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { trafficOfFiles } from '../../../../cli/traffic/from-files.ts';
import type { TrafficReport } from '../../../../cli/traffic/report.ts';
import { projectPath } from '../../../../project-path.ts';
import { expectFigures } from '../../../cli/traffic/figures.ts';
import { type AccessLog, accessLog } from '../../../support/access-log.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const MAX_HEAP_MB = 160;

let folder: TemporaryFolder;
let log: AccessLog;
beforeAll(async () => {
  folder = await temporaryFolder('many-lines');
  log = await accessLog(100_000);
}, 60_000);
afterAll(() => folder.remove());

test('100,000 lines are counted right, by network, template and card', async () => {
  const file = join(folder.path, 'log.gz');
  await writeFile(file, gzipSync(log.lines.join('\n')));
  expectFigures(await trafficOfFiles([file], 26), log.expected);
}, 60_000);

test('a million lines of as many different cards take no more memory than fewer', async () => {
  const file = join(folder.path, 'long.json');
  const out = createWriteStream(file);
  const line = (at: number) =>
    `{"date":"2026-11-30","cs-uri-stem":"/${at % 100}-${Math.floor(at / 100) % 100}-${Math.floor(at / 10_000) % 100}.jpg","sc-status":"200","x-edge-result-type":"Hit","sc-bytes":"10"}\n`;
  for (let from = 0; from < 1_000_000; from += 10_000) {
    const batch = Array.from({ length: 10_000 }, (_, at) => line(from + at)).join('');
    if (!out.write(batch)) await once(out, 'drain');
  }
  await finished(out.end());
  // A heap that holds what is kept of 100,000 cards, and not of a million: Node ends a process that needs more.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${MAX_HEAP_MB}`, projectPath('cli/cards.ts'), 'traffic', file, '--json'],
    { maxBuffer: 100_000_000 },
  );
  const { total, uncertainty, differentCards } = JSON.parse(stdout) as TrafficReport;
  expect([total.requests, total.cached, differentCards]).toEqual([1_000_000, 1_000_000, undefined]);
  expect(uncertainty).toBeGreaterThan(0);
}, 240_000);
