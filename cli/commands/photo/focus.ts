import { changeInWords } from '../../photos/change-in-words.ts';
import { changePhoto } from '../../photos/change-photo.ts';
import { givenPlace, openPhotoApi, PLACE_OPTIONS } from '../../photos/open-api.ts';
import { FOCUS, readPhotoId } from '../../photos/typed-photo.ts';
import { isGone } from '../../photos/unknown-photo.ts';
import { command } from '../../terminal/command.ts';
import { UsageError } from '../../terminal/errors.ts';

export const focus = command({
  description: 'sets the point that every crop of a photo keeps, or takes it away',
  usage: '<photo> --focus X,Y | --none',
  words: { usage: '<photo>', min: 1, max: 1, otherwise: 'Name one photo, such as photo:7h3k9m2p4q8r5t6v.' },
  options: {
    focus: FOCUS,
    none: { type: 'boolean', description: 'takes the point away: heads and objects decide again' },
    ...PLACE_OPTIONS,
  },
  examples: ['photo focus photo:7h3k9m2p4q8r5t6v --focus 0.4,0.3', 'photo focus photo:7h3k9m2p4q8r5t6v --none'],
  notes: `0,0 is the top left corner, 1,1 the bottom right one. The point outweighs every face that was found. It makes another photo, with an id of its
own: cards show it when they name that. The photo it was made from stays as it is. Without the point, and without other edits, it is the photo of the
file again, with its id.`,
  async run({ words: [word = ''], options: { focus: point, none = false, ...where } }) {
    const id = readPhotoId(word);
    if (none && point !== undefined) throw new UsageError('Give one of --focus and --none.');
    if (!none && point === undefined) throw new UsageError(`Give the point, or --none: --focus must be ${FOCUS.allowed}.`);
    const api = await openPhotoApi(where);
    const answer = await changePhoto(api, id, { edits: { focus: point ?? null } });
    return changeInWords(id, answer, (await isGone(api, id)) ? 'removed' : 'stays', givenPlace(where));
  },
});
