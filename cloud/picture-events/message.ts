// What people read about an object that came or went, and what subscriptions filter by.
import type { Change } from './change.ts';
import type { ObjectEvent } from './object-event.ts';
import { watchedBucket } from './watched-buckets.ts';
import type { Who } from './who.ts';

export interface Message {
  /** SNS takes fewer than 100 ASCII characters (Publish in Amazon's SNS API reference). */
  readonly subject: string;
  readonly text: string;
  /** Message attributes. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function formatEvent({
  event,
  change,
  who,
}: {
  readonly event: ObjectEvent;
  readonly change: Change;
  readonly who: Who;
}): Message {
  const { bucket, key, time, what, versionId } = event;
  const { object, describe } = watchedBucket(bucket);
  const { template, words } = describe(key);
  const text = [
    `A ${object} was ${HAPPENED[change]}.`,
    `What: ${words}`,
    `Key: ${key}`,
    `By: ${who.words}`,
    `When: ${time}`,
    `Bucket: ${bucket}`,
    ...(versionId === undefined ? [] : [`Version: ${versionId}`]),
    ...(remark(change, what) ?? []),
  ].join('\n');
  return {
    subject: `Edgecard: ${object} ${change}${template === undefined ? '' : ` (${template})`}`,
    text,
    attributes: { change, by: who.by, ...(template === undefined ? {} : { template }) },
  };
}

const HAPPENED: Readonly<Record<Change, string>> = {
  created: 'created',
  changed: 'changed: there was one before',
  deleted: 'deleted',
  'version removed': 'not deleted, but one of its versions or its delete marker was removed for good',
};

function remark(change: Change, what: ObjectEvent['what']): readonly string[] | undefined {
  if (change === 'version removed') return ['It can be seen now.'];
  if (change !== 'deleted') return undefined;
  return what === 'marked deleted'
    ? ['Remove the delete marker (its version is above) to have it back, until the bucket ends old versions.']
    : ['For good: no version of it can be seen any more.'];
}
