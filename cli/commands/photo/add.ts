import { photoAddress } from '../../../card-schema/photo-id.ts';
import { reviewInWords } from '../../photos/change-in-words.ts';
import { foundInWords } from '../../photos/in-words.ts';
import { givenPlace, openPhotoApi, PLACE_OPTIONS } from '../../photos/open-api.ts';
import { type SentFile, sendFiles } from '../../photos/send-files.ts';
import { FOCUS } from '../../photos/typed-photo.ts';
import { command } from '../../terminal/command.ts';
import { UsageError } from '../../terminal/errors.ts';
import { plural } from '../../terminal/plural.ts';
import { step } from '../../terminal/steps.ts';

export const add = command({
  description: 'makes photos of files, and prints what cards name them by',
  usage: 'FILE … [--blur] [--focus X,Y]',
  words: { usage: 'FILE …', min: 1, otherwise: 'Name the files; - is standard input.' },
  options: {
    blur: { type: 'boolean', description: 'hides every face that is found; if none surely is, a person has to look first' },
    focus: FOCUS,
    ...PLACE_OPTIONS,
  },
  examples: ['photo add portrait.jpg', 'photo add team/*.jpg --stack edgecard-prod', 'photo add crowd.heic --blur'],
  notes: `JPEG, PNG, WebP, GIF, AVIF and HEIC, of at most 25 MB and 60 megapixels (HEIC 50, AVIF 25), 200 pixels or more on each side. A card
names a photo by what is printed, such as photo:7h3k9m2p4q8r5t6v. The same file is the same photo: sent again, it gives the same id. One file that is refused does
not keep the others back; the exit code is then 1.`,
  async run({ words, options: { blur = false, focus, ...where } }) {
    if (words.filter((word) => word === '-').length > 1) throw new UsageError('Standard input is one file: give - once.');
    const edits = { ...(focus ? { focus } : {}), ...(blur ? { blur: 'faces' as const } : {}) };
    const api = await openPhotoApi(where);
    let done = 0;
    const onDone = () => {
      done += 1;
    };
    const what = () => `Making ${words.length === 1 ? 'the photo' : `photos: ${done} of ${words.length} done`}`;
    const sent = await step(what, () => sendFiles(api, words, { edits, onDone }));
    const failed = sent.filter(({ status }) => status !== 'ready' && status !== 'review').length;
    return { ...inWords(sent, givenPlace(where)), json: { photos: sent }, exitCode: failed > 0 ? 1 : 0 };
  },
});

/** Photos on standard output, for the script that names them in cards; apart from them what is no photo, or not yet. */
function inWords(sent: readonly SentFile[], place: string): { readonly text: string; readonly aside: string } {
  const linesOf = (isWanted: (one: SentFile) => boolean) =>
    sent.filter(isWanted).map((one) => (sent.length === 1 ? lineOf(one, place) : `${one.file}: ${lineOf(one, place)}`));
  const ready = sent.filter(isReady);
  const blurred = ready.find(({ hidden }) => hidden !== undefined);
  const toLook = blurred?.photo ? [`${TO_LOOK} photo show ${photoAddress(blurred.photo)} --out DIR${place}`] : [];
  return { text: [...linesOf(isReady), ...toLook].join('\n'), aside: linesOf((one) => !isReady(one)).join('\n') };
}

const isReady = ({ status }: SentFile) => status === 'ready';

/** What is found is not always a head, and a head not always found. */
const TO_LOOK = 'Look at what is hidden before a card shows it:';

function lineOf({ status, upload = '', photo = '', detections, hidden, message = '' }: SentFile, place: string): string {
  if (status === 'ready') {
    const blurred = hidden ? `; ${plural(hidden.length, 'head')} hidden` : '';
    return `${photoAddress(photo)}${detections ? `  ${foundInWords(detections)}` : ''}${blurred}`;
  }
  return status === 'review' ? reviewInWords(upload, hidden?.length ?? 0, place) : `${status}: ${message}`;
}
