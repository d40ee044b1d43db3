import { changeOf } from './change.ts';
import { formatEvent, type Message } from './message.ts';
import { type ObjectRecord, readObjectEvent } from './object-event.ts';
import type { Versions } from './versions.ts';
import { whoDid } from './who.ts';

export interface PictureEventsParts {
  readonly stack: string;
  readonly versions: Versions;
  readonly publish: (message: Message) => Promise<void>;
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
}

/** Reports each object that came or went. S3 calls it at least once for each, and seldom twice. */
export function createPictureEvents({ stack, versions, publish, log }: PictureEventsParts) {
  return async function pictureEvents({ Records = [] }: { readonly Records?: readonly ObjectRecord[] }): Promise<void> {
    const results = await Promise.allSettled(
      Records.map(async (record) => {
        const event = readObjectEvent(record);
        if (!event) return;
        const change = await changeOf(event, versions);
        const who = whoDid(event, stack);
        log({ event: 'object_changed', change, bucket: event.bucket, key: event.key, by: who.by });
        await publish(formatEvent({ event, change, who }));
      }),
    );
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    // Lambda calls again, twice, and counts the error, which rings the alarm.
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${Records.length} changes could not be reported.`);
  };
}
