// Fifty pictures at once to the API of `npm start`, with the real detector: none is lost, and memory stays within bounds.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { PORTS_AFTER, STACK_PORTS } from '../../../local/stack/ports.ts';
import { projectPath } from '../../../project-path.ts';
import { freePorts } from '../../support/free-ports.ts';
import { descendants, type StartedCommand, startStackCommand } from '../../support/start-command.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const CALLS = 50;
/** As the stack's parameter photoApiConcurrency. */
const AT_ONCE = 10;
const MAX_START_MS = 60_000;
/** Of the stack's own process: fifty bodies, and those of ten calls in base64 and on the way to another process. 360 MB were measured. */
const MAX_GROWTH_BYTES = 500_000_000;
/** Of each process that looks at pictures, of which there are two. 370 MB were measured. */
const MAX_LOOKING_BYTES = 700_000_000;

let folder: TemporaryFolder;
let started: StartedCommand;
let api: string;
beforeAll(async () => {
  folder = await temporaryFolder('at-once');
  const port = await freePorts(STACK_PORTS);
  api = `http://127.0.0.1:${port + PORTS_AFTER.photoApi}`;
  started = startStackCommand(['--port', String(port), '--data', folder.path]);
  await started.until(/^ready/m, MAX_START_MS);
}, 90_000);
afterAll(async () => {
  started.child.kill();
  await started.exit;
  await folder.remove();
});

/** The most that the processes of a script have ever had in memory. */
async function peaksOf(script: string): Promise<readonly number[]> {
  const peaks: number[] = [];
  for (const pid of await descendants(started.child.pid ?? 0)) {
    const [command = '', status = ''] = await Promise.all(
      ['cmdline', 'status'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
    );
    if (command.includes(script)) peaks.push(Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) * 1024);
  }
  return peaks;
}

function detect(body: Uint8Array<ArrayBuffer>): Promise<Response> {
  return fetch(`${api}/detect`, { method: 'POST', body, headers: { 'content-type': 'image/png' } });
}

test('each of fifty pictures at once is looked at, or its sender is asked to come again', async () => {
  const astronaut = projectPath('tests/photos/pictures/astronaut.png');
  const picture = new Uint8Array(await sharp(astronaut).resize(1400).png().toBuffer());
  expect(picture.length).toBeGreaterThan(2_500_000);
  const [before = 0] = await peaksOf('cli/start/run.ts');
  expect(before).toBeGreaterThan(0);

  const answers = await Promise.all(Array.from({ length: CALLS }, () => detect(picture)));
  const looked = answers.filter(({ status }) => status === 200);
  const busy = answers.filter(({ status }) => status === 429);
  expect([looked.length, busy.length]).toEqual([AT_ONCE, CALLS - AT_ONCE]);
  for (const answer of looked) expect(await answer.json()).toMatchObject({ width: 1400, height: 1400, counts: { face: 1 } });
  expect(busy.filter(({ headers }) => headers.get('retry-after') !== '1')).toEqual([]);

  const [after = 0] = await peaksOf('cli/start/run.ts');
  const looking = await peaksOf('photo-process.ts');
  expect(looking).toHaveLength(2);
  const most = { growth: after - before, looking: Math.max(...looking) };
  expect(most.growth).toBeLessThan(MAX_GROWTH_BYTES);
  expect(most.looking).toBeLessThan(MAX_LOOKING_BYTES);
  expect((await detect(picture)).status).toBe(200);
}, 120_000);
