// @examples article quote score
// `npm run cards -- prerender` as a person runs it: in a process of its own, with real browsers, killed half way.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Report } from '../../../../cli/prerender/report.ts';
import { LOCAL_BUCKET } from '../../../../local/stack/config.ts';
import { projectPath } from '../../../../project-path.ts';
import { processTree } from '../../../bench/process-tree.ts';
import { decode } from '../../../support/pictures.ts';
import { isRunning } from '../../../support/processes.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const script = projectPath('cli/cards.ts');

let folder: TemporaryFolder;
const running = new Set<ChildProcess>();
beforeEach(async () => {
  folder = await temporaryFolder('prerender');
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  await folder.remove();
});

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** jest's NODE_ENV would have another card site built. */
const { NODE_ENV: _, EDGECARD_SIGNING_KEY: __, ...env } = process.env;

function start(args: readonly string[], input?: string): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [script, 'prerender', ...args], { cwd: folder.path, env, stdio: 'pipe' });
  running.add(child);
  child.stdin.end(input);
  const ended = (async () => {
    const [out, err, [code, signal]] = await Promise.all([readText(child.stdout), readText(child.stderr), once(child, 'exit')]);
    return { code, signal, out, err };
  })();
  return { child, ended };
}

async function prerender(...args: readonly string[]): Promise<Ended & { report: Report }> {
  const ended = await start([...args, '--json']).ended;
  return { ...ended, report: JSON.parse(ended.out || '{}') as Report };
}

/** Of every picture in the store: when it was written, and that it is a whole one. */
async function stored(): Promise<ReadonlyMap<string, number>> {
  const bucket = join(folder.path, '.edgecard/s3', LOCAL_BUCKET);
  const names = await readdir(bucket).catch(() => []);
  return new Map(await Promise.all(names.map(async (name) => [name, (await stat(join(bucket, name))).mtimeMs] as const)));
}

async function everyPictureIsWhole(): Promise<void> {
  const bucket = join(folder.path, '.edgecard/s3', LOCAL_BUCKET);
  for (const name of await readdir(bucket)) {
    const file = await readFile(join(bucket, name));
    expect(await decode(file.subarray(file.indexOf('\n') + 1))).toMatchObject({ width: 1200, height: 630 });
  }
}

async function until(claim: () => Promise<boolean>): Promise<void> {
  while (!(await claim())) await sleep(10);
}

const COUNT = 30;
const article = (at: number) => JSON.stringify({ template: 'article', params: { title: `Card ${at}`, author: 'Ada Okafor' } });
/** All different. */
const LINES = Array.from({ length: COUNT }, (_, at) => (at % 2 === 0 ? `/${at}-7-10.jpg` : article(at)));

async function listOf(lines: readonly string[]): Promise<string> {
  await writeFile(join(folder.path, 'cards.txt'), `${lines.join('\n')}\n`);
  return 'cards.txt';
}

describe('cards prerender', () => {
  test.each<[NodeJS.Signals, number | null]>([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ])('after %s half way the same command draws the rest, and nothing twice', async (signal, code) => {
    const list = await listOf(LINES);
    const first = start([list, '--browsers', '1', '--json']);
    await until(async () => (await stored()).size >= COUNT / 3);
    const browsers = processTree(first.child.pid ?? 0).slice(1);
    expect(browsers.length).toBeGreaterThan(0);
    first.child.kill(signal);
    const ended = await first.ended;
    expect([ended.code, ended.signal]).toEqual([code, code === null ? signal : null]);
    await until(async () => !browsers.some(isRunning));

    const before = await stored();
    expect(before.size).toBeLessThan(COUNT);
    if (code !== null) {
      expect(JSON.parse(ended.out)).toMatchObject({ interrupted: true, drawn: before.size, failed: 0 });
      expect(await readdir(join(folder.path, '.edgecard/s3/.incoming'))).toEqual([]);
    }
    await everyPictureIsWhole();

    const { code: secondCode, report } = await prerender(list);
    expect(secondCode).toBe(0);
    // A card that was drawn in vain would be `late`.
    expect(report).toMatchObject({ drawn: COUNT - before.size, stored: before.size, late: 0, failed: 0, interrupted: false });
    const after = await stored();
    expect(after.size).toBe(COUNT);
    for (const [name, written] of before) expect(after.get(name)).toBe(written);
    await everyPictureIsWhole();
  });

  test('reports poison cards and bad lines, stores the rest, and takes the list of failures for a list', async () => {
    const poison = [
      'nonsense',
      JSON.stringify({ template: 'article', params: { title: 'T', author: 'A', cover: 'https://evil.example.com/x.jpg' } }),
      JSON.stringify({ template: 'quote', params: { words: 'w'.repeat(281), speaker: 'A' } }),
      JSON.stringify({ template: 'article', params: { title: 'T', author: 'A', cover: 'https://localhost/x.jpg' } }),
    ];
    const lines = ['# scores and articles', ...LINES.slice(0, 6), ...poison, LINES[0] ?? ''];
    const list = await listOf(lines);
    const { code, report } = await prerender(list);
    expect(code).toBe(1);
    expect(report).toMatchObject({ lines: 11, total: 11, drawn: 6, failed: 2, failedFile: 'cards.txt.failed' });
    expect(report).toMatchObject({ incomplete: 2, incompleteFile: 'cards.txt.incomplete' });
    expect(report).toMatchObject({ twice: 1, stored: 0 });
    const reasons = report.failures.map(({ line, code }) => `${line} ${code}`);
    expect(reasons).toEqual(['8 not_a_card', '10 invalid_params']);
    expect(report.failures.find(({ line }) => line === 8)).toMatchObject({ text: 'nonsense' });
    expect(report.incompleteCards).toMatchObject([
      { line: 9, text: poison[1], code: 'incomplete', message: expect.stringMatching(/no image: evil\.example\.com /) },
      { line: 11, text: poison[3], code: 'incomplete', message: expect.stringMatching(/no image: localhost /) },
    ]);
    expect((await stored()).size).toBe(6);
    const incomplete = await readFile(join(folder.path, 'cards.txt.incomplete'), 'utf8');
    expect(
      incomplete
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .sort(),
    ).toEqual([poison[1], poison[3]].sort());

    const failed = await readFile(join(folder.path, 'cards.txt.failed'), 'utf8');
    expect(failed).toMatch(/^# line 8: not_a_card: .+\nnonsense\n/m);
    // One is mended; the others fail again.
    await writeFile(join(folder.path, 'cards.txt.failed'), failed.replace(/^nonsense$/m, '/99-99-99.jpg'));
    const again = await prerender('cards.txt.failed');
    expect([again.code, again.report.drawn, again.report.failed]).toEqual([1, 1, 1]);
    expect(again.report.failedFile).toBe('cards.txt.failed.failed');
  });

  test('says what incomplete cards lack, which is not a failure, and draws them again from their list', async () => {
    const lacking = JSON.stringify({ template: 'article', params: { title: 'A \ue000 B', author: 'Bo' } });
    const { code, out } = await start(['-', '--failed', 'prerender.failed'], `${lacking}\n/1-2-3.jpg\n`).ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^1 drawn and stored, 1 incomplete and not stored; /);
    expect(out).toMatch(/\nline 1: incomplete: The card is not stored: no font has U\+E000\.\n/);
    expect(out).toMatch(/\nThe lines of incomplete cards are in prerender\.incomplete, which is a list again\.\n$/);
    const again = await prerender('prerender.incomplete');
    expect(again.report).toMatchObject({ drawn: 0, incomplete: 1, failed: 0, incompleteFile: 'prerender.incomplete.incomplete' });
  });

  test('reads standard input, says for people what it did, and leaves no list of failures where none failed', async () => {
    const { code, out, err } = await start(['-', '--browsers', '1'], '/1-2-3.jpg\n/4-5-6.jpg\n').ended;
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^2 drawn and stored; \d+\.\d s, \d+\.\d cards\/s, 1 browser\.\n$/);
    expect(await readdir(folder.path)).toEqual(['.edgecard']);
  });

  test.each<[string, readonly string[], number, RegExp]>([
    ['no list', [], 2, /Give one FILE/],
    ['a list that is not there', ['none.txt'], 1, /^There is no list none\.txt\.\n$/],
    ['an unknown option', ['-', '--speed'], 2, /--speed/],
    ['two places to store in', ['-', '--data', 'x', '--bucket', 'y'], 2, /name one/],
    ['a bucket without a Region', ['-', '--bucket', 'y'], 2, /needs --region/],
    ['no number of browsers', ['-', '--browsers', '0'], 2, /whole number from 1 to 99; got "0"/],
    ['the list itself for the failures', ['a.txt', '--failed', './a.txt'], 2, /another file than the list/],
    ['the list itself for incomplete cards', ['a.incomplete', '--failed', 'a.failed'], 2, /another file than the list/],
  ])('refuses %s', async (_, args, code, message) => {
    for (const list of ['a.txt', 'a.incomplete']) await writeFile(join(folder.path, list), '');
    const ended = await start(args, '').ended;
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toMatch(message);
  });
});
