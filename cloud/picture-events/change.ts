import type { ObjectEvent } from './object-event.ts';
import type { Versions } from './versions.ts';

/** What happened to an object, as its owner sees it. */
export type Change = 'created' | 'changed' | 'deleted' | 'version removed';

export async function changeOf({ what, bucket, key, versionId }: ObjectEvent, versions: Versions): Promise<Change> {
  if (what === 'stored') return (await versions.hadPicture(bucket, key, versionId)) ? 'changed' : 'created';
  if (what === 'marked deleted') return 'deleted';
  // One of several versions may have gone, or a delete marker, and with that the picture is there again.
  return (await versions.hasPicture(bucket, key)) ? 'version removed' : 'deleted';
}
