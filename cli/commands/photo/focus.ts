import { changeInWords } from '../../photos/change-in-words.ts';
import { changePhoto } from '../../photos/change-photo.ts';
import { openPhotoApi, PLACE_OPTIONS } from '../../photos/open-api.ts';
import { FOCUS, readPhotoId } from '../../photos/typed-photo.ts';
import { command } from '../../terminal/command.ts';
import { UsageError } from '../../terminal/errors.ts';

export const focus = command({
  description: 'sets the point that every crop of a photo keeps',
  usage: '<photo> --focus X,Y',
  words: { usage: '<photo>', min: 1, max: 1, otherwise: 'Name one photo, such as photo:7h3k9m2p4q8r5t6v.' },
  options: { focus: FOCUS, ...PLACE_OPTIONS },
  examples: ['photo focus photo:7h3k9m2p4q8r5t6v --focus 0.4,0.3'],
  notes: `0,0 is the top left corner, 1,1 the bottom right one. The point outweighs every face that was found. It makes another photo, with an id of its
own: cards show it when they name that. The photo it was made from stays as it is.`,
  async run({ words: [word = ''], options: { focus: point, ...where } }) {
    const id = readPhotoId(word);
    if (point === undefined) throw new UsageError(`Give the point: --focus must be ${FOCUS.allowed}.`);
    const api = await openPhotoApi(where);
    return changeInWords(id, await changePhoto(api, id, { edits: { focus: point } }), { retired: false });
  },
});
