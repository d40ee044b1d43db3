import { photoAddress } from '../../../card-schema/photo-id.ts';
import type { Removed, ShownPhoto } from '../../photos/answers.ts';
import { BUCKET_PLACE_OPTIONS, openPhotoPlace } from '../../photos/open-place.ts';
import { readPhotoId } from '../../photos/typed-photo.ts';
import { command } from '../../terminal/command.ts';
import { plural } from '../../terminal/plural.ts';
import { step } from '../../terminal/steps.ts';

export const remove = command({
  description: 'removes photos with all their files',
  usage: '<photo> … --yes',
  words: { usage: '<photo> …', min: 1, otherwise: 'Name the photos, such as photo:7h3k9m2p4q8r5t6v.' },
  options: { yes: { type: 'boolean', description: 'does it; without it, it only says what would go' }, ...BUCKET_PLACE_OPTIONS },
  examples: ['photo remove photo:7h3k9m2p4q8r5t6v', 'photo remove 7h3k9m2p4q8r5t6v --yes'],
  notes: `Nothing brings them back, but sending the file again. A card that names a removed photo lacks it from then on. Cards that are stored already
stay as they are, and so does what networks have copied: \`purge\` the cards.`,
  async run({ words, options: { yes = false, ...where } }) {
    const ids = [...new Set(words.map(readPhotoId))];
    const place = await openPhotoPlace(where);
    try {
      // All of them first: a mistake in the last must not show when the others are gone.
      const photos = await step(`Looking for them in ${place.name}`, () => inTurn(ids, (id) => place.show(id)));
      const removed = yes ? await step('Removing them', () => inTurn(ids, (id) => place.remove(id))) : [];
      return {
        text: yes ? removed.map(removedInWords).join('\n') : dryRun(photos, place.name),
        json: { place: place.name, done: yes, photos: ids, objects: removed.reduce((sum, { objects }) => sum + objects, 0) },
      };
    } finally {
      place.close();
    }
  },
});

async function inTurn<T>(ids: readonly string[], work: (id: string) => Promise<T>): Promise<readonly T[]> {
  const done: T[] = [];
  for (const id of ids) done.push(await work(id));
  return done;
}

function removedInWords({ photo, objects }: Removed): string {
  return `${photoAddress(photo)} is removed: ${plural(objects, 'object')}.`;
}

function dryRun(photos: readonly ShownPhoto[], place: string): string {
  const rows = photos.map(({ id, name, variants }) =>
    [`  ${photoAddress(id)}`, plural(variants.length, 'variant'), name].filter(Boolean).join('  '),
  );
  return [`Would go from ${place}, which has not been touched:`, ...rows, 'Run it again with --yes to do it.'].join('\n');
}
