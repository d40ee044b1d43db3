// One fault of the photo way from beginning to end: while it is on, after it is off, and what comes then.
import { newUploadId } from '../../../cloud/photos/upload-id.ts';
import type { PhotoFaultResult } from '../../../tools/docs/fault-results.ts';
import { judgePhotoFault, type PhotoSeen } from './judge-photo-fault.ts';
import { openPhotoBench, type PhotoBench } from './photo-bench.ts';
import type { PhotoFault, Story } from './photo-fault.ts';
import { claims, filesOf, halves, keysOf, standingOf } from './seen.ts';
import { OTHER_PICTURE, prepare, sendPicture } from './stories.ts';

/** As infra/photos.yml has it, without the seconds that no picture of these faults needs. */
const REMAINING_MS = 20_000;
/** So often a message is received before something is thought to go round in circles. */
const MAX_DELIVERIES = 20;

/** Files of a story that nothing disturbs, by its name. */
export type References = ReadonlyMap<Story, Readonly<Record<string, string>>>;

export async function runPhotoFault(s3Endpoint: string, fault: PhotoFault, references: References): Promise<PhotoFaultResult> {
  const bench = await openPhotoBench(s3Endpoint, fault.process ?? false);
  try {
    await prepare(bench, fault.story ?? 'upload');
    const met = bench.met();
    const start = performance.now();
    const { halfThere, slow } = await meet(bench, fault);
    const ms = Math.round(performance.now() - start);
    const [ends, dead] = [standingOf(bench, bench.upload), bench.queue.dead.length > 0];
    const receives = dead ? 'dead letter' : deliveriesOf(bench);
    const meddled = bench.met() - met;
    const after = await recover(bench, fault);
    const seen: PhotoSeen = { ends, receives, meddled, halfThere, slow, log: bench.log, ...after };
    const { name, seam } = fault;
    return { name, seam, ends, receives, ms, later: after.later, violations: judgePhotoFault(fault, seen, references) };
  } finally {
    await bench.close();
  }
}

const counted = new WeakMap<PhotoBench, number>();
const deliveriesOf = (bench: PhotoBench) => counted.get(bench) ?? 0;

/** Delivers the message until it is done with; the fault is on for the first delivery, or for all. */
async function meet(bench: PhotoBench, fault: PhotoFault): Promise<Pick<PhotoSeen, 'halfThere' | 'slow'>> {
  const { lasts, remainingMs = REMAINING_MS } = fault;
  const halfThere: string[] = [];
  const slow: string[] = [];
  let isOn = true;
  const off = async () => {
    if (!isOn) return;
    isOn = false;
    await bench.letPass();
    await fault.switchOff?.(bench);
  };
  try {
    await fault.switchOn?.(bench);
    if (fault.deliver) await fault.deliver(bench);
    else {
      for (let delivery = 1; bench.queue.waiting.length > 0 && delivery <= MAX_DELIVERIES; delivery++) {
        if (delivery > 1 && lasts !== 'for good') await off();
        counted.set(bench, delivery);
        const limitMs = isOn ? remainingMs : REMAINING_MS;
        const start = performance.now();
        await bench.queue.deliver(limitMs);
        const ms = Math.round(performance.now() - start);
        if (!fault.process && ms > limitMs) slow.push(`delivery ${delivery} takes ${ms} ms of ${limitMs}`);
        halfThere.push(...(await halves(bench)));
      }
    }
    halfThere.push(...(await halves(bench)));
  } finally {
    await off();
  }
  return { halfThere, slow };
}

/** The fault is over: what waits, or is a dead letter, is delivered again, and another picture is sent. */
async function recover(bench: PhotoBench, fault: PhotoFault) {
  bench.queue.redrive();
  for (let tries = 0; bench.queue.waiting.length > 0 && tries < MAX_DELIVERIES; tries++) await bench.queue.deliver(REMAINING_MS);
  const violations = (await fault.after?.(bench)) ?? [];
  const state = {
    later: standingOf(bench, bench.upload),
    api: await bench.call('GET', `/uploads/${bench.upload}`),
    files: await filesOf(bench),
    sources: await keysOf(bench, bench.inbox),
    claims: claims(bench),
    stuck: bench.queue.waiting.length + bench.queue.dead.length,
    own: violations,
  };
  // A process of its own for each delivery: the one that came after the fault has shown that.
  return { ...state, ...(fault.process ? {} : { next: await sendAnother(bench) }) };
}

/** Another picture, which nobody has sent before, has to be a photo at its first delivery. */
async function sendAnother(bench: PhotoBench): Promise<string> {
  const upload = newUploadId();
  const message = await sendPicture(bench, upload, OTHER_PICTURE);
  const failed = await bench.queue.deliver(REMAINING_MS, [message]);
  return failed.length > 0 ? 'comes again' : standingOf(bench, upload);
}
