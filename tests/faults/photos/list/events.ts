// Events of S3 come at least once, in any order, or not at all; and the queue may bring anything.
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { objectCreated } from '../../../support/photo-worker.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { announce, OTHER_PICTURE, PICTURE, putSource, sendPicture } from '../stories.ts';

const events = { seam: 'events' } as const;
const MS = 20_000;

const madeCount = ({ log }: PhotoBench) => log.filter((line) => line.includes('"made":true')).length;
const madeOnce = (bench: PhotoBench) => (madeCount(bench) === 1 ? [] : [`made ${madeCount(bench)} times`]);
/** The next picture is sent after this. */
const deliverTwice = (bench: PhotoBench) => {
  const again = bench.queue.send(bench.queue.waiting[0]?.body ?? '');
  return [bench.queue.waiting[0] ?? again, again] as const;
};
/** What is no news of an upload is done with at once, and says in the log why. */
const strange = (name: string, body: string) =>
  ({
    ...events,
    name,
    story: 'nothing',
    ends: 'nothing',
    switchOn: ({ queue }: PhotoBench) => void queue.send(body),
    logged: /photo_message_ignored/,
  }) as const;

export const EVENT_FAULTS: readonly PhotoFault[] = [
  {
    ...events,
    name: 'the event is lost; the same picture is sent again',
    ends: 'waiting',
    story: 'nothing',
    async deliver(bench) {
      await bench.table.change(bench.upload, { status: 'waiting', edits: {} });
      await putSource(bench, bench.upload, PICTURE);
    },
    checked: true,
    later: 'waiting',
    after: (bench) => bench.store.removeSource(`uploads/${bench.upload}`, undefined, createDeadline(MS)).then(() => []),
  },
  {
    ...events,
    name: 'the event comes twice',
    ends: 'ready',
    async deliver(bench) {
      for (const message of deliverTwice(bench)) await bench.queue.deliver(MS, [message]);
    },
    logged: /photo_source_gone/,
    after: madeOnce,
  },
  {
    ...events,
    name: 'the event comes twice at the same time',
    quick: true,
    ends: 'ready',
    async deliver(bench) {
      await Promise.all(deliverTwice(bench).map((message) => bench.queue.deliver(MS, [message])));
    },
    after: madeOnce,
    checked: true,
  },
  {
    ...events,
    name: 'the event comes twice in one batch',
    ends: 'ready',
    async deliver(bench) {
      await bench.queue.deliver(MS, deliverTwice(bench));
    },
    after: madeOnce,
    checked: true,
  },
  {
    ...events,
    name: 'of two pictures under one key the later event comes first',
    ends: 'ready',
    story: 'nothing',
    async deliver(bench) {
      const first = await sendPicture(bench, bench.upload, PICTURE);
      const second = await sendPicture(bench, bench.upload, OTHER_PICTURE);
      for (const message of [second, first]) await bench.queue.deliver(MS, [message]);
    },
    after: madeOnce,
    checked: true,
  },
  {
    ...events,
    name: 'twenty people send one picture, and all events come at once',
    ends: 'ready',
    async deliver(bench) {
      const uploads = Array.from({ length: 20 }, (_, number) => `photos/same-${number}.jpg`);
      for (const upload of uploads) {
        await putSource(bench, upload, PICTURE);
        announce(bench, upload);
      }
      const { waiting } = bench.queue;
      await Promise.all([...waiting].map((message) => bench.queue.deliver(MS, [message])));
    },
    after: (bench) => {
      const ready = bench.rows.items().filter((item) => item['status']?.S === 'ready').length;
      return [...madeOnce(bench), ...(ready === 21 ? [] : [`${ready} of 21 are ready`])];
    },
    checked: true,
  },
  {
    ...events,
    name: 'the event is of a key that nothing was ever sent to',
    story: 'nothing',
    ends: 'nothing',
    switchOn: ({ queue, inbox }) => void queue.send(objectCreated('photos/never.jpg', inbox)),
    logged: /photo_source_gone/,
  },
  strange('the event is of a key elsewhere', objectCreated('elsewhere/a.jpg')),
  strange('the event is of a folder', objectCreated('photos/')),
  strange('the event is a deletion', objectCreated('photos/a.jpg').replace('Object Created', 'Object Deleted')),
  strange('the message is no JSON', 'photos/a.jpg'),
  strange('the message is nested 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  strange('the message names a prototype', '{"__proto__":{"edit":{}},"edit":{"upload":"__proto__","from":"constructor"}}'),
];
