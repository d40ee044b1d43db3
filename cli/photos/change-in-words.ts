import { photoAddress } from '../../card-schema/photo-id.ts';
import type { Outcome } from '../terminal/command.ts';
import type { UploadAnswer } from './answers.ts';
import { foundInWords } from './in-words.ts';

/** What became of a change: the new photo, and the one that it was made from. */
export function changeInWords(from: string, answer: UploadAnswer, { retired }: { readonly retired: boolean }): Outcome {
  const { status, upload, photo = '', detections } = answer;
  if (status === 'review') return { text: reviewInWords(upload), json: { status, upload, from, photo } };
  const found = detections ? `  ${foundInWords(detections)}` : '';
  const fate =
    photo === from
      ? 'It is the same photo: nothing was to change.'
      : `${photoAddress(from)} ${retired ? 'is removed: cards that name it lack their photo.' : 'stays as it was.'}`;
  return {
    text: `${photoAddress(photo)}${found}\n${fate}`,
    json: { status, photo, from, retired: retired && photo !== from },
  };
}

/** Nobody may believe that faces are hidden where none was found. */
export function reviewInWords(upload: string): string {
  return `No face was found to hide, so nothing is published until a person has looked:
  npm run -s cards -- photo review ${upload} --out look.jpg    # what it looks like
  npm run -s cards -- photo review ${upload} --publish         # there is no face
  npm run -s cards -- photo review ${upload} --add X,Y,W,H     # hides what is there`;
}
