import { photoAddress } from '../../../card-schema/photo-id.ts';
import type { ShownPhoto } from '../../photos/answers.ts';
import { changeInWords } from '../../photos/change-in-words.ts';
import { changePhoto } from '../../photos/change-photo.ts';
import { headRows } from '../../photos/in-words.ts';
import { numberedHeads } from '../../photos/numbered-heads.ts';
import { givenPlace, openPhotoApi, PLACE_OPTIONS } from '../../photos/open-api.ts';
import { ADD, KEEP, readPhotoId } from '../../photos/typed-photo.ts';
import { isGone } from '../../photos/unknown-photo.ts';
import { command } from '../../terminal/command.ts';

export const blur = command({
  description: 'hides faces of a photo for good',
  usage: '<photo> [--keep N …] [--add X,Y,W,H …] [--retire]',
  words: { usage: '<photo>', min: 1, max: 1, otherwise: 'Name one photo, such as photo:7h3k9m2p4q8r5t6v.' },
  options: {
    keep: KEEP,
    add: ADD,
    retire: { type: 'boolean', description: 'removes the photo that it was made from, so that nothing shows the faces any more' },
    ...PLACE_OPTIONS,
  },
  examples: [
    'photo blur photo:7h3k9m2p4q8r5t6v --retire',
    'photo blur 7h3k9m2p4q8r5t6v --keep 1 --keep 3',
    'photo blur 7h3k9m2p4q8r5t6v --add 0.62,0.1,0.08,0.15 --retire',
  ],
  notes: `Every head that may have a face is hidden, but those to keep: it prints them with their numbers. Look at the result (\`photo show --out\`), try
again with --keep or --add, and --retire with the last. It makes another photo, with an id of its own, from which no way leads back to the
faces. Without --retire the photo it was made from stays, and cards that name it show the faces. Cards that are stored already go with a
retired photo.`,
  async run({ words: [word = ''], options: { keep, add, retire = false, ...where } }) {
    const id = readPhotoId(word);
    const kept = [...new Set(keep.flat())].sort((a, b) => a - b);
    const edits = { blur: 'faces', ...(kept.length > 0 ? { keep: kept } : {}), ...(add.length > 0 ? { add } : {}) } as const;
    const api = await openPhotoApi(where);
    const answer = await changePhoto(api, id, { edits, retire });
    const former = retire ? 'retired' : (await isGone(api, id)) ? 'removed' : 'stays';
    const again = `photo blur ${photoAddress(id)} --keep N${givenPlace(where)}`;
    const outcome = changeInWords(id, answer, former, givenPlace(where));
    if (answer.status !== 'ready') return outcome;
    const made = (await api.ask({ path: `/photos/${answer.photo}` })) as ShownPhoto;
    return {
      text: [outcome.text, ...hiddenInWords(made, former === 'stays' ? again : '')].join('\n'),
      json: { ...(outcome.json as object), hidden: numberedHeads(made) },
    };
  },
});

/** Blurring finds more than cropping does, so only now it is known which there are. */
function hiddenInWords(photo: ShownPhoto, again: string): readonly string[] {
  if (photo.hidden.length === 0) return [];
  return [`Heads, by the number that --keep takes:\n${headRows(photo)}`, ...(again ? [`To leave one as it is: ${again}`] : [])];
}
