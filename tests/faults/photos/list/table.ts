// The table of uploads: it only knows how far uploads are, and must neither lose a photo nor have one made in vain.
import { answer, hang, lostAnswer, reset } from '../../meddling.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { keysOf } from '../seen.ts';
import { PICTURE, putSource } from '../stories.ts';
import { awsRefusal, calls, onAws, onAwsOnce } from './switches.ts';

const table = { seam: 'table of uploads' } as const;
const dead = { receives: 'dead letter', lasts: 'for good' } as const;
const isTable = ({ headers }: { headers: Readonly<Record<string, unknown>> }) =>
  String(headers['x-amz-target']).startsWith('DynamoDB');
const changing = (status: string) => calls('UpdateItem', new RegExp(`"S":"${status}"`));
const starting = calls('UpdateItem', /"ADD /);
const claiming = calls('PutItem');
const throttled = awsRefusal(400, 'ProvisionedThroughputExceededException');

/** Another worker has the right to make this photo, as the row of its claim says. */
const claimed = (untilMs: () => number) => async (bench: PhotoBench) => {
  let isClaimed = false;
  bench.aws.meddle(async ({ asked, forward, response, spare }) => {
    if (claiming(asked) && !isClaimed) {
      isClaimed = true;
      const id = /claim:(\w+)/.exec(asked.body.toString())?.[1] ?? '';
      await bench.table.claim(id, 'a worker that died', untilMs());
    } else spare();
    const { status, headers, body } = await forward();
    response.writeHead(status, headers).end(body);
  });
};

export const TABLE_FAULTS: readonly PhotoFault[] = [
  { ...table, name: 'is throttled once', ends: 'ready', ...onAwsOnce(isTable, throttled) },
  { ...table, name: 'is throttled', ends: 'ready', receives: 2, ...onAws(isTable, throttled) },
  {
    ...table,
    name: 'is throttled for good',
    ends: 'waiting',
    ...dead,
    ...onAws(isTable, throttled),
    logged: /photo_status_failed/,
  },
  {
    ...table,
    name: 'may not be used (403), for good',
    ends: 'waiting',
    ...dead,
    ...onAws(isTable, awsRefusal(403, 'AccessDenied')),
  },
  { ...table, name: 'is not there', ends: 'ready', receives: 2, ...onAws(isTable, awsRefusal(400, 'ResourceNotFoundException')) },
  { ...table, name: 'resets each connection', ends: 'ready', receives: 2, ...onAws(isTable, reset) },
  {
    ...table,
    name: 'refuses connections',
    ends: 'ready',
    receives: 2,
    switchOn: ({ aws }) => aws.refuse(),
    logged: /table_failed/,
  },
  { ...table, name: 'answers with a page of HTML', ends: 'ready', receives: 2, ...onAws(isTable, answer(200, '<html>')) },
  { ...table, name: 'never answers once', ends: 'ready', ...onAwsOnce(isTable, hang) },
  { ...table, name: 'never answers', ends: 'ready', receives: 2, remainingMs: 9000, ...onAws(isTable, hang) },
  {
    ...table,
    name: 'never answers once, in a worker as deployed',
    ends: 'ready',
    process: true,
    ...onAwsOnce(isTable, hang),
    quick: true,
  },
  { ...table, name: 'does not take that a worker has it', ends: 'ready', receives: 2, ...onAws(changing('working'), throttled) },
  { ...table, name: 'does not take a claim', ends: 'ready', receives: 2, ...onAws(claiming, throttled) },
  { ...table, name: 'does not count a start', ends: 'ready', receives: 2, ...onAws(starting, throttled) },
  { ...table, name: 'does not take that it is ready', ends: 'ready', receives: 2, ...onAws(changing('ready'), throttled) },
  {
    ...table,
    name: 'does not take that it is refused',
    ends: 'refused damaged',
    receives: 2,
    async switchOn(bench) {
      await putSource(bench, bench.upload, PICTURE.subarray(0, 9000));
      await onAws(changing('refused'), throttled).switchOn(bench);
    },
    meddled: 1,
  },
  { ...table, name: 'counts a start, and its answer is lost', ends: 'ready', ...onAwsOnce(starting, lostAnswer) },
  {
    ...table,
    name: 'counts a start, and its answer is lost twice',
    ends: 'ready',
    ...onAwsOnce(starting, lostAnswer, 2),
    quick: true,
  },
  { ...table, name: 'takes a claim, and its answer is lost', ends: 'ready', ...onAwsOnce(claiming, lostAnswer) },
  {
    ...table,
    name: 'takes that it is ready, and its answer is lost',
    ends: 'ready',
    ...onAwsOnce(changing('ready'), lostAnswer),
  },
  {
    ...table,
    name: 'has the claim of a worker that died, which ends soon',
    ends: 'ready',
    switchOn: claimed(() => Date.now() + 700),
    meddled: 1,
  },
  {
    ...table,
    name: 'has the claim of a worker that died, for longer than a delivery',
    ends: 'ready',
    receives: 2,
    remainingMs: 7000,
    switchOn: claimed(() => Date.now() + 3500),
    meddled: 1,
    logged: /photo_failed.*out_of_time/,
  },
  {
    ...table,
    name: 'does not give a claim back',
    ends: 'ready',
    ...onAws(calls('DeleteItem'), throttled),
    claimStays: true,
  },
  {
    ...table,
    name: 'has a row with edits that are no JSON',
    ends: 'failed',
    ...dead,
    later: 'failed',
    unreadable: true,
    async switchOn(bench) {
      bench.rows.put({ upload: { S: bench.upload }, status: { S: 'waiting' }, edits: { S: '{"blur":' } });
    },
    logged: /photo_failed.*"final":true/,
  },
  {
    ...table,
    name: 'has lost the row of a form, which asked that faces be hidden',
    story: 'hiding',
    ends: 'refused unknown_upload',
    switchOn({ rows, upload }) {
      if (!rows.lose(upload)) throw new Error('There was no row.');
    },
    checked: true,
    after: async (bench) => (await keysOf(bench, bench.bucket)).map((key) => `${key} is there`),
  },
  { ...table, name: 'loses all answers of reading', ends: 'ready', receives: 2, ...onAws(calls('GetItem'), lostAnswer) },
];
