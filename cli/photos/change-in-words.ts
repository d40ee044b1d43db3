import { photoAddress } from '../../card-schema/photo-id.ts';
import type { Outcome } from '../terminal/command.ts';
import { plural } from '../terminal/plural.ts';
import type { UploadAnswer } from './answers.ts';
import { foundInWords } from './in-words.ts';
import { numberedHeads } from './numbered-heads.ts';

/** `removed`: not by this change, but while it was made. */
export type FormerPhoto = 'stays' | 'retired' | 'removed';

const FATES: Readonly<Record<FormerPhoto, string>> = {
  stays: 'stays as it was.',
  retired: 'is removed: cards that name it lack their photo.',
  removed: 'was removed meanwhile: cards that name it lack their photo.',
};

/** What became of a change: the new photo, and the one that it was made from. `place` as of givenPlace(). */
export function changeInWords(from: string, answer: UploadAnswer, former: FormerPhoto, place: string): Outcome {
  const { status, upload, photo = '', detections, hidden = [] } = answer;
  if (status === 'review')
    return {
      text: '',
      aside: reviewInWords(upload, hidden.length, place),
      json: { status, upload, from, photo, hidden: numberedHeads({ hidden, edits: {} }) },
    };
  const found = detections ? `  ${foundInWords(detections)}` : '';
  const fate = photo === from ? 'It is the same photo: nothing was to change.' : `${photoAddress(from)} ${FATES[former]}`;
  return {
    text: `${photoAddress(photo)}${found}\n${fate}`,
    json: {
      ...{ status, photo, from, retired: former === 'retired' && photo !== from },
      ...(former === 'removed' ? { removed: true } : {}),
    },
  };
}

/** Nobody may believe that faces are hidden where none was surely found. */
export function reviewInWords(upload: string, heads: number, place: string): string {
  const found =
    heads === 0 ? 'No face was found to hide' : `No face was surely found, only ${plural(heads, 'head')} that may be none`;
  const review = `npm run -s cards -- photo review ${upload}${place}`;
  const ways = [
    ['--out look.jpg', 'what would be published'],
    ['--publish', heads === 0 ? 'there is no face' : 'every face in look.jpg is hidden'],
    ...(heads === 0 ? [] : [['--keep N', 'so is every face, but head N is none: it stays as it is']]),
    ['--add X,Y,W,H', 'hides a head that was missed'],
  ];
  const lines = ways.map(([option = '', about = '']) => `  ${review} ${option.padEnd(17)}# ${about}`);
  return [`${found}, so nothing is published until a person has looked:`, ...lines].join('\n');
}
