// @examples article score
// `cards prerender --queue` in a process of its own, with SQS and DynamoDB over HTTP.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { QueueReport } from '../../../../cli/prerender/report.ts';
import { projectPath } from '../../../../project-path.ts';
import { openPrerenderAccount, type PrerenderAccount, QUEUE } from '../../../doubles/aws/prerender-account.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';
import { workAt } from './scripted-worker.ts';

const script = projectPath('cli/cards.ts');
const { EDGECARD_SIGNING_KEY: _, ...inherited } = process.env;

let folder: TemporaryFolder;
let aws: PrerenderAccount;
const running = new Set<ChildProcess>();
beforeEach(async () => {
  folder = await temporaryFolder('queue');
  aws = await openPrerenderAccount();
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  await aws.close();
  await folder.remove();
});

type Settings = Readonly<Record<string, string>>;

const start = (...args: readonly string[]) => startWith(undefined, args);
const startIn = (settings: Settings, ...args: readonly string[]) => startWith(undefined, args, settings);

function startWith(input: Buffer | undefined, args: readonly string[], settings: Settings = {}) {
  const env = {
    ...inherited,
    AWS_ACCESS_KEY_ID: 'LOCALKEY',
    AWS_SECRET_ACCESS_KEY: 'local-secret',
    AWS_ENDPOINT_URL_SQS: aws.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: aws.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...settings,
  };
  const child = spawn(process.execPath, [script, 'prerender', '--region', 'us-east-1', ...args], {
    cwd: folder.path,
    env,
    stdio: 'pipe',
  });
  running.add(child);
  child.stdin.end(input);
  const ended = (async () => {
    const [out, err, [code]] = await Promise.all([readText(child.stdout), readText(child.stderr), once(child, 'exit')]);
    return { code: code as number | null, out, err, report: () => JSON.parse(out) as QueueReport };
  })();
  return { child, ended };
}

async function until(claim: () => boolean): Promise<void> {
  while (!claim()) await sleep(10);
}

async function listOf(lines: readonly string[]): Promise<string> {
  await writeFile(join(folder.path, 'cards.txt'), `${lines.join('\n')}\n`);
  return 'cards.txt';
}

const LINES = [...Array.from({ length: 34 }, (_, at) => `/${at}-1-2.jpg`), 'nonsense'];

describe('cards prerender --queue', () => {
  test('puts the cards into the queue, follows the job, and lists what failed on the way and in the worker', async () => {
    let refusals = 4;
    aws.refuseEntries(() => (refusals-- > 0 ? { code: 'InternalError', senderFault: false } : undefined));
    const { ended } = start(await listOf(LINES), '--queue', QUEUE, '--json');
    await until(() => aws.waiting.length === 34);
    await aws.drain((event) => workAt(aws.endpoint, event), { twice: true });
    const { code, report } = await ended;
    expect(code).toBe(1);
    expect(report()).toMatchObject({ sent: 34, total: 34, done: 32, failed: 2, incomplete: 1, end: 'ended' });
    expect(report()).toMatchObject({ failedFile: 'cards.txt.failed', incompleteFile: 'cards.txt.incomplete' });
    expect(report().failures).toMatchObject([
      { line: 14, code: 'draw_failed', message: 'text does not fit' },
      { line: 35, code: 'not_a_card' },
    ]);
    const lacking = '{"template":"score","params":{"home":17,"away":1,"round":2}}';
    expect(report().incompleteCards).toEqual([{ line: 18, text: lacking, code: 'incomplete', message: 'no image' }]);
    const failed = await readFile(join(folder.path, 'cards.txt.failed'), 'utf8');
    expect(failed.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      'nonsense',
      '{"template":"score","params":{"home":13,"away":1,"round":2}}',
      '',
    ]);
  });

  test('sends a card that is listed again once, fails lines that cannot be read, and writes no file for standard input', async () => {
    const bad = Buffer.concat([
      Buffer.from('{"template":"article","params":{"title":"Gr'),
      Buffer.from([0xfc, 0xdf]),
      Buffer.from('e"}}'),
    ]);
    const list = Buffer.concat([
      Buffer.from('/1-1-2.jpg\n'),
      bad,
      Buffer.from(`\n/1-1-2.jpg\n${'x'.repeat(200_000)}\n/2-1-2.jpg\n`),
    ]);
    const { code, report } = await startWith(list, ['-', '--queue', QUEUE, '--no-follow', '--json']).ended;
    expect([code, aws.waiting.length]).toEqual([1, 2]);
    expect(report()).toMatchObject({ sent: 2, twice: 1, total: 2, failed: 2, fileProblem: 'name a file for them with --failed' });
    expect(report().failures).toMatchObject([
      { line: 2, code: 'not_a_card' },
      { line: 4, code: 'too_long' },
    ]);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('a list in another encoding is named before anything is sent', async () => {
    await writeFile(join(folder.path, 'cards.txt'), Buffer.from('\ufeff/1-1-2.jpg\n', 'utf16le'));
    const { code, err } = await start('cards.txt', '--queue', QUEUE).ended;
    expect([code, err, aws.waiting.length]).toEqual([
      1,
      expect.stringMatching(/^The list is UTF-16 \(little-endian\), .*\n$/),
      0,
    ]);
  });

  test('is left with Ctrl-C while the cards are drawn, and followed again', async () => {
    const first = start(await listOf(LINES.slice(0, 20)), '--queue', QUEUE, '--json');
    await until(() => aws.calls.some((target) => target.endsWith('.Query')));
    first.child.kill('SIGINT');
    const left = await first.ended;
    expect([left.code, left.report().end, left.report().done]).toEqual([130, 'interrupted', 0]);

    await aws.drain((event) => workAt(aws.endpoint, event));
    const { code, out } = await start('--queue', QUEUE, '--follow', left.report().job).ended;
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Job \S+\. 18 of 20 have their picture; .*\nline 14: draw_failed: text does not fit\nline 18: incomplete: no image\nSuch lines are in no file: name a file for them with --failed\.\n$/,
    );
  });

  test('only puts them there, when asked', async () => {
    const { code, out } = await start(await listOf(LINES.slice(0, 3)), '--queue', QUEUE, '--no-follow').ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^Job (\S+): 3 cards put into the queue\. Follow it with --follow \1\.\n$/);
    expect(aws.waiting).toHaveLength(3);
  });

  test.each<[string, readonly string[], number, RegExp]>([
    ['a queue that is not there', ['cards.txt', '--queue', 'another'], 1, /SQS: QueueDoesNotExist/],
    ['a job that is not there', ['--queue', QUEUE, '--follow', 'none'], 1, /has no job none/],
    ['a list besides a job', ['cards.txt', '--queue', QUEUE, '--follow', 'none'], 2, /--follow takes no FILE/],
    ['browsers of this machine', ['cards.txt', '--queue', QUEUE, '--browsers', '2'], 2, /does not go with --browsers/],
    ['an address for a name', ['cards.txt', '--queue', 'https://x'], 2, /must be the name of a queue/],
    ['following without a queue', ['cards.txt', '--follow', 'x'], 2, /belong to --queue/],
  ])('refuses %s', async (_, args, code, message) => {
    await listOf(['/1-2-3.jpg']);
    const ended = await start(...args).ended;
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toMatch(message);
  });

  test('says why SQS refuses, also where the table refuses as well', async () => {
    await listOf(['/1-2-3.jpg']);
    aws.refuseCalls((target) => (/SendMessageBatch|PutItem/.test(target) ? 'AccessDeniedException' : undefined));
    const { code, err } = await start('cards.txt', '--queue', QUEUE).ended;
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/SQS: AccessDeniedException: refused\. The credentials lack the permission for it\.\n$/),
    ]);
  });

  test('counts all that is in the queue when one batch is refused', async () => {
    await listOf(Array.from({ length: 40 }, (_, home) => `/${home}-2-3.jpg`));
    let batches = 0;
    aws.refuseCalls((target) => (target.endsWith('SendMessageBatch') && ++batches === 1 ? 'AccessDeniedException' : undefined));
    expect((await start('cards.txt', '--queue', QUEUE).ended).code).toBe(1);
    const totals = aws.items().flatMap((item) => (item['total']?.N === undefined ? [] : [Number(item['total'].N)]));
    expect(aws.waiting.length).toBeGreaterThan(0);
    expect(totals).toEqual([aws.waiting.length]);
  });

  test.each([
    ['that is not there', { AWS_PROFILE: 'nope' }, /^DynamoDB: AWS_PROFILE names the profile "nope", which is not in /m],
    [
      'whose address is dead',
      { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' },
      /^DynamoDB: no answer \(ECONNREFUSED\)\. AWS_E/m,
    ],
  ])('follows with settings %s, and names them', async (_, settings, message) => {
    const own = 'AWS_PROFILE' in settings ? { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' } : {};
    const ended = await startIn({ ...own, ...settings, AWS_MAX_ATTEMPTS: '1' }, '--queue', QUEUE, '--follow', 'a-job').ended;
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(ended.err).toMatch(message);
  });
});
