// What a purge did, or would do.
import type { Invalidation } from '../aws/invalidation.ts';
import type { FailedPicture } from '../aws/picture-bucket.ts';
import { formatDesigns, type StoredDesign } from '../aws/stored-designs.ts';
import { plural } from '../terminal/plural.ts';
import { count } from '../terminal/table.ts';

export interface PurgeReport {
  readonly store: string;
  readonly isLocal: boolean;
  /** False for a dry run. */
  readonly done: boolean;
  /** The pictures that were meant, by design. */
  readonly held: readonly StoredDesign[];
  readonly deleted: number;
  readonly failed: readonly FailedPicture[];
  readonly distribution: string | undefined;
  readonly invalidation: Invalidation;
  /** CloudFront's id of the invalidation. */
  readonly invalidated: string | undefined;
  /** Refusals that ended the work early. */
  readonly stopped: readonly string[];
  /** Templates whose old pictures were kept. */
  readonly leftAlone: readonly string[];
}

const MAX_LISTED = 10;

export function formatPurge(report: PurgeReport): string {
  const { store, isLocal, done, held, deleted, failed, stopped, leftAlone } = report;
  const pictures = held.reduce((sum, one) => sum + one.pictures, 0);
  const lines = [
    pictures === 0
      ? `No such picture in ${store}.`
      : done
        ? `Deleted from ${store}: ${count(deleted)} of ${plural(pictures, 'picture')}.`
        : `Would go from ${store}, which has not been touched:`,
    ...(pictures > 0 ? ['', formatDesigns(held), ''] : []),
    ...failed.slice(0, MAX_LISTED).map(({ key, code, message }) => `- ${key}: ${code}: ${message}`),
    ...(failed.length > MAX_LISTED ? [`- and ${failed.length - MAX_LISTED} more; --json lists them all`] : []),
    ...(failed.length > 0 ? ['They are still there: run the same again.'] : []),
    ...stopped.map((message) => `Stopped half-way, run the same again. ${message}`),
    ...leftAlone.map(
      (template) =>
        `${template}: no picture of this build is there, so what is deployed may be older; left alone (--force deletes them).`,
    ),
    cloudFrontLine(report),
    ...(done || (isLocal && pictures === 0) ? [] : ['Run it again with --yes to do it.']),
  ];
  return lines.join('\n');
}

function cloudFrontLine({ isLocal, distribution, invalidation: items, invalidated }: PurgeReport): string {
  const more = items.length > MAX_LISTED ? ` and ${items.length - MAX_LISTED} more` : '';
  const listed = `${items.slice(0, MAX_LISTED).join(' ')}${more}`;
  if (isLocal) return 'A local stack that runs shows what its cache has until it is started again.';
  if (items.length === 0) return 'Nothing to invalidate in CloudFront.';
  if (distribution === undefined)
    return `CloudFront is not asked: give --distribution or --stack. To invalidate there: ${listed}`;
  return invalidated === undefined
    ? `From CloudFront ${distribution}: ${listed}`
    : `CloudFront ${distribution} forgets ${listed} (invalidation ${invalidated}, a minute or so).`;
}
