// What the documents say of photos, held against the code by its types: a status or a code without a row does not compile.
import type { Refusal } from '../../cloud/photos/photo-error.ts';
import { PHOTO_METRICS, SIZE_METRICS } from '../../cloud/photos/photo-line.ts';
import type { UploadStatus } from '../../cloud/photos/statuses.ts';

const STATUSES: Readonly<Record<UploadStatus, string>> = {
  waiting: 'the address was given, and nothing has come yet; also for a moment after it has come',
  working: 'a worker has it',
  ready: 'done: `photo` is its id',
  review: 'hiding faces was asked, and none was surely found: nothing is published until a person says so',
  refused: 'the file, or the edit, is not allowed: `code` and `message` say what is. It is not tried again',
  failed: 'the system failed three times; an alarm says so, and the message is among the dead letters',
};

const REFUSALS: Readonly<Record<Refusal, string>> = {
  not_an_image: 'its first bytes are of no picture; the name does not count',
  unsupported: 'SVG, PDF, TIFF, RAW, a video or another type: save it as a JPEG',
  too_many_bytes: 'more than 25 MB',
  too_many_pixels: 'more than 60 megapixels; HEIC more than 50, AVIF and HEIC with alpha or in 4:4:4 more than 25',
  too_small: 'less than 200 pixels on a side',
  damaged: 'the decoder gave up, and the message has its words: open it in an image program and save it again',
  crashes: 'two workers died of it: save it again as a JPEG',
  removed: 'the photo was removed after this file was sent: send it again, if that is meant',
  bad_edits: 'an edit does not fit the photo, such as a face to keep that was not found',
  unknown_upload:
    'the table no longer knows the form it was sent with, which may have asked that faces be hidden: ask for a new one',
};

export function photoTables() {
  return {
    'photo statuses': tableOf('Status', STATUSES),
    'photo refusals': tableOf('Code of `refused`', REFUSALS),
    'photo metrics': metrics(),
  } as const;
}

function metrics(): string {
  const rows = Object.entries({ ...PHOTO_METRICS, ...SIZE_METRICS }).map(
    ([name, { unit, description }]) => `| \`${name}\` | ${unit} | ${description} |`,
  );
  return ['| Metric | Unit | |', '| --- | --- | --- |', ...rows].join('\n');
}

function tableOf(heading: string, rows: Readonly<Record<string, string>>): string {
  const lines = Object.entries(rows).map(([name, about]) => `| \`${name}\` | ${about} |`);
  return [`| ${heading} | |`, '| --- | --- |', ...lines].join('\n');
}
