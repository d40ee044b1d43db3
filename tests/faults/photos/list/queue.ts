// SQS: what sends to it, and what it does with messages that are not done with.
import { hang, later, lostAnswer, reset } from '../../meddling.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { makeNow, OTHER_PICTURE, PICTURE, sendPicture } from '../stories.ts';
import { awsRefusal, calls, isPhotoFile, onAws, onAwsOnce, onS3 } from './switches.ts';

const queue = { seam: 'queue' } as const;
const MS = 20_000;
const sending = calls('SendMessage');
const madeTwice = ({ log }: PhotoBench) => (log.filter((line) => line.includes('"made":true')).length > 1 ? ['made twice'] : []);

/** The API is asked to edit a photo; says its status and its code. */
async function edit(bench: PhotoBench): Promise<string> {
  const { status, json } = await bench.call('POST', `/photos/${await photoOf(bench)}/edits`, { edits: { focus: [0.5, 0.5] } });
  return `${status} ${String(json['code'] ?? 'done')}`;
}

const photos = new WeakMap<PhotoBench, string>();
async function photoOf(bench: PhotoBench): Promise<string> {
  const id = photos.get(bench) ?? (await makeNow(bench, PICTURE));
  photos.set(bench, id);
  return id;
}

/** The edit cannot be sent: the caller learns it, no upload waits for ever, and the same call works when the queue is well. */
function unsent(wanted: string, answers = /^503 queue_failed$/) {
  let answered = '';
  return {
    ...queue,
    name: wanted,
    story: 'nothing',
    ends: 'nothing',
    async deliver(bench: PhotoBench) {
      answered = await edit(bench);
    },
    async after(bench: PhotoBench) {
      const waiting = bench.rows.items().filter((item) => item['status']?.S === 'waiting');
      const again = await edit(bench);
      await bench.queue.deliver(MS);
      return [
        ...(answers.test(answered) ? [] : [`the API answers ${answered}`]),
        ...(waiting.length === 0 ? [] : [`${waiting.length} uploads wait for ever`]),
        ...(again === '202 done' ? [] : [`the same call is answered ${again} afterwards`]),
      ];
    },
  } as const;
}

const beforeEdit = (parts: ReturnType<typeof onAws>) => ({
  ...parts,
  async switchOn(bench: PhotoBench) {
    await photoOf(bench);
    await parts.switchOn(bench);
  },
});

export const QUEUE_FAULTS: readonly PhotoFault[] = [
  { ...unsent('does not take an edit (500)'), ...beforeEdit(onAws(sending, awsRefusal(500, 'InternalError'))), quick: true },
  { ...unsent('may not be sent to (403)'), ...beforeEdit(onAws(sending, awsRefusal(403, 'AccessDenied'))) },
  { ...unsent('is not there'), ...beforeEdit(onAws(sending, awsRefusal(400, 'QueueDoesNotExist'))) },
  { ...unsent('never answers'), ...beforeEdit(onAws(sending, hang)) },
  { ...unsent('resets each connection'), ...beforeEdit(onAws(sending, reset)) },
  {
    ...queue,
    name: 'takes an edit, and its answer is lost: it comes twice',
    story: 'nothing',
    ends: 'nothing',
    ...beforeEdit(onAwsOnce(sending, lostAnswer)),
    async deliver(bench) {
      const answered = await edit(bench);
      const made = bench.log.length;
      if (answered !== '202 done' || bench.queue.waiting.length !== 2) throw new Error(`${answered}, and not two messages.`);
      while (bench.queue.waiting.length > 0) await bench.queue.deliver(MS);
      const edits = bench.log.slice(made).filter((line) => line.includes('"made":true'));
      if (edits.length !== 1) throw new Error(`The edit is made ${edits.length} times.`);
    },
  },
  {
    ...queue,
    name: 'brings a message again while a worker has it',
    ends: 'ready',
    ...onS3(isPhotoFile('PUT', /1600\.jpg/), later(800)),
    async deliver({ queue: { waiting, deliver } }) {
      const messages = waiting.slice(0, 1);
      const first = deliver(MS, messages);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await Promise.all([first, deliver(MS, messages)]);
    },
    after: ({ log }) => (log.filter((line) => line.includes('photo_failed')).length > 0 ? ['one of them failed'] : []),
  },
  {
    ...queue,
    name: 'brings another upload of the picture while a worker makes it',
    ends: 'ready',
    ...onS3(isPhotoFile('PUT', /1600\.jpg/), later(800)),
    async deliver(bench) {
      const first = bench.queue.deliver(MS);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const second = await sendPicture(bench, 'photos/again.jpg', PICTURE);
      await Promise.all([first, bench.queue.deliver(MS, [second])]);
    },
    after: madeTwice,
  },
  {
    ...queue,
    name: 'brings a poisoned, a good and a failing message in one batch',
    ends: 'ready',
    other: true,
    ...onS3(({ path }) => path.includes('failing'), awsRefusal(403, 'AccessDenied')),
    async deliver(bench) {
      const poisoned = bench.queue.send('{');
      const failing = await sendPicture(bench, 'photos/failing.jpg', OTHER_PICTURE);
      const good = bench.queue.waiting.find((message) => message !== poisoned && message !== failing);
      const failed = await bench.queue.deliver(MS, [poisoned, ...(good ? [good] : []), failing]);
      if (failed.length !== 1 || failed[0] !== failing) throw new Error(`${failed.length} messages of three come again.`);
    },
    after: ({ rows }) =>
      rows.items().some((item) => item['upload']?.S === 'photos/failing.jpg' && item['status']?.S === 'ready')
        ? []
        : ['the failing one is not made afterwards'],
  },
];
