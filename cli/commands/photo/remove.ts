import { photoAddress } from '../../../card-schema/photo-id.ts';
import type { Removed, ShownPhoto } from '../../photos/answers.ts';
import { followRemoval, type RemovalEnd, removalInWords } from '../../photos/follow-removal.ts';
import { BUCKET_PLACE_OPTIONS, openPhotoPlace } from '../../photos/open-place.ts';
import type { PhotoPlace } from '../../photos/photo-place.ts';
import { readPhotoId } from '../../photos/typed-photo.ts';
import { versionsOf } from '../../photos/versions-of.ts';
import { command } from '../../terminal/command.ts';
import { plural } from '../../terminal/plural.ts';
import { step } from '../../terminal/steps.ts';

export const remove = command({
  description: 'removes photos with all their files, and the cards that show them',
  usage: '<photo> … --yes',
  words: { usage: '<photo> …', min: 1, otherwise: 'Name the photos, such as photo:7h3k9m2p4q8r5t6v.' },
  options: {
    yes: { type: 'boolean', description: 'does it; without it, it only says what would go' },
    'all-versions': { type: 'boolean', description: 'also every other photo of the same file: what it was edited from, and to' },
    wait: { type: 'boolean', description: 'until the second look has ended, some minutes later' },
    ...BUCKET_PLACE_OPTIONS,
  },
  examples: [
    'photo remove photo:7h3k9m2p4q8r5t6v',
    'photo remove 7h3k9m2p4q8r5t6v --yes',
    'photo remove 7h3k9m2p4q8r5t6v --all-versions --yes',
  ],
  notes: `Nothing brings them back, but sending the file again. A card that names a removed photo lacks it from then on. Stored cards that show it go
too, and CloudFront forgets them; a second look, some minutes later, takes those that were just being drawn. What networks have copied stays
there. To erase a person, give --all-versions. With --bucket there is no API: then \`purge --photo\` the cards.`,
  async run({ words, options: { yes = false, wait = false, 'all-versions': all = false, ...where } }) {
    const ids = [...new Set(words.map(readPhotoId))];
    const place = await openPhotoPlace(where);
    try {
      // All of them first: a mistake in the last must not show when the others are gone.
      const named = await step(`Looking for them in ${place.name}`, () => inTurn(ids, (id) => place.show(id)));
      const versions = all ? await step('Looking for other photos of the same file', () => versionsOf(named, place)) : [];
      const photos = [...ids, ...versions.map(({ id }) => id)];
      if (!yes)
        return { text: dryRun(named, versions, all, place.name), json: { place: place.name, done: false, photos, objects: 0 } };
      return await removeAll(named, photos, { all, wait }, place);
    } finally {
      place.close();
    }
  },
});

async function removeAll(
  named: readonly ShownPhoto[],
  photos: readonly string[],
  { all, wait }: { all: boolean; wait: boolean },
  place: PhotoPlace,
) {
  // The API finds the other versions itself, and goes through the cards once for each file.
  const asked = place.ask ? (all ? oneOfEachFile(named) : named).map(({ id }) => id) : photos;
  const removed = await step('Removing them', () => inTurn(asked, (id) => place.remove(id, all)));
  const ends = await inTurn(removed, (each) => endOf(each, wait, place));
  const texts = removed.map((each, at) => [removedInWords(each), ...removalInWords(ends[at], place.name)].join('\n'));
  const objects = removed.reduce((sum, each) => sum + each.objects, 0);
  const removals = ends.flatMap((end) => end ?? []);
  return {
    text: [...texts, removals.length > 0 ? OUT_OF_REACH : WITHOUT_CARDS].join('\n'),
    json: { place: place.name, done: true, photos, objects, removals, outOfReach: OUT_OF_REACH },
    exitCode: removals.some(({ status }) => status === 'failed') ? 1 : 0,
  } as const;
}

const OUT_OF_REACH =
  'Out of reach: what networks and people have copied, and cards in browsers that have them. docs/12-photos.md, “To erase a person”.';
const WITHOUT_CARDS = 'Cards that show it are not touched from here: `purge --photo` removes them.';

function oneOfEachFile(photos: readonly ShownPhoto[]): readonly ShownPhoto[] {
  return photos.filter(({ source }, at) => photos.findIndex((other) => other.source === source) === at);
}

async function endOf({ removal }: Removed, wait: boolean, { ask }: PhotoPlace): Promise<RemovalEnd | undefined> {
  return removal === undefined || !ask ? undefined : followRemoval(removal, ask, { wait });
}

async function inTurn<T, R>(of: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  for (const one of of) done.push(await work(one));
  return done;
}

function removedInWords({ photo, objects }: Removed): string {
  return `${photoAddress(photo)} is removed: ${plural(objects, 'object')}.`;
}

function dryRun(
  photos: readonly ShownPhoto[],
  versions: readonly { id: string; name: string }[],
  all: boolean,
  place: string,
): string {
  const rows = photos.map(({ id, name, variants }) =>
    [`  ${photoAddress(id)}`, plural(variants.length, 'variant'), name].filter(Boolean).join('  '),
  );
  const others = versions.map(({ id, name }) => [`  ${photoAddress(id)}`, 'of the same file', name].filter(Boolean).join('  '));
  return [
    `Would go from ${place}, which has not been touched:`,
    ...rows,
    ...others,
    'Run it again with --yes to do it.',
    ...(all ? [] : ['Other photos of the same file stay: --all-versions takes them too.']),
  ].join('\n');
}
