// The worker as a process: killed at each of its steps, or standing still while another one takes its message.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Asked } from '../../fault-proxy.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault, PhotoFaultParts } from '../photo-fault.ts';
import { calls, isPhotoFile, isSource } from './switches.ts';

const MS = 20_000;
const worker = { seam: 'photo worker', process: true } as const;

/** Sends a signal to the worker at the first call of a kind: before the call has its effect, or after it. */
function signalling(
  side: 's3' | 'aws',
  applies: (asked: Asked) => boolean,
  when: 'before' | 'after',
  name: NodeJS.Signals = 'SIGKILL',
  count = 1,
): Pick<PhotoFaultParts, 'switchOn'> & { readonly meddled: number } {
  return {
    switchOn(bench: PhotoBench) {
      let left = count;
      bench[side].meddle(async ({ asked, forward, response, spare }) => {
        const isMet = applies(asked) && left-- > 0;
        if (!isMet) spare();
        if (isMet && when === 'before') bench.processes?.signal(name);
        const { status, headers, body } = await forward();
        if (isMet && when === 'after') bench.processes?.signal(name);
        response.writeHead(status, headers).end(body);
      });
    },
    meddled: count,
  };
}

/** Lets it go on, and waits until it has ended well. */
async function thaw(frozen: ChildProcess | undefined): Promise<void> {
  const ended = frozen && once(frozen, 'exit');
  frozen?.kill('SIGCONT');
  await ended;
  if (frozen?.exitCode !== 0) throw new Error(`The first worker ends with ${frozen?.exitCode}.`);
}

const killed = { ...worker, ends: 'ready', receives: 2 } as const;
const decoding = calls('UpdateItem', /"ADD /);
const file = isPhotoFile('PUT', /800x800/);
const record = isPhotoFile('PUT', /photo\.json/);

export const WORKER_FAULTS: readonly PhotoFault[] = [
  { ...killed, name: 'is killed while it reads the upload', ...signalling('s3', isSource('GET'), 'before') },
  { ...killed, name: 'is killed with the claim', ...signalling('aws', calls('PutItem'), 'after') },
  { ...killed, name: 'is killed while it decodes', ...signalling('aws', decoding, 'after'), quick: true },
  { ...killed, name: 'is killed while faces are found', ...signalling('aws', calls('DetectFaces'), 'before') },
  { ...killed, name: 'is killed while it puts files', ...signalling('s3', file, 'after') },
  {
    ...killed,
    name: 'is killed while it puts the record',
    story: 'hiding',
    ...signalling('s3', record, 'before'),
    claimStays: true,
  },
  { ...killed, name: 'is killed after it has put the record', ...signalling('s3', record, 'after'), claimStays: true },
  { ...killed, name: 'is killed before it deletes the upload', ...signalling('s3', isSource('DELETE'), 'before') },
  {
    ...worker,
    name: 'is killed at each start, two times: the picture is refused',
    ends: 'refused crashes',
    receives: 3,
    lasts: 'for good',
    ...signalling('aws', decoding, 'after', 'SIGKILL', 2),
  },
  {
    ...worker,
    name: 'is frozen with the claim, and goes on when another one has made the photo',
    ends: 'ready',
    ...signalling('aws', calls('PutItem'), 'after', 'SIGSTOP'),
    async deliver({ queue, processes, letPass }) {
      const messages = queue.waiting.slice(0, 1);
      await queue.deliver(MS, messages);
      await letPass();
      const failed = await queue.deliver(MS, messages);
      if (failed.length > 0) throw new Error('The second worker does not end well.');
      await thaw(processes?.started[0]);
    },
  },
  {
    ...worker,
    name: 'is frozen when it has put the record, and goes on after the photo was removed',
    ends: 'refused removed',
    ...signalling('s3', record, 'after', 'SIGSTOP'),
    async deliver({ queue, processes, letPass, call, rows }) {
      await queue.deliver(MS);
      await letPass();
      const claim = rows.items().find((item) => item['upload']?.S?.startsWith('claim:'));
      const { status } = await call('DELETE', `/photos/${claim?.['upload']?.S?.slice('claim:'.length)}`);
      if (status !== 202) throw new Error(`The removal is answered ${status}.`);
      await thaw(processes?.started[0]);
      await queue.deliver(MS);
    },
  },
];
