import { photoAddress } from '../../../card-schema/photo-id.ts';
import type { ListedPhoto } from '../../photos/answers.ts';
import { BUCKET_PLACE_OPTIONS, openPhotoPlace } from '../../photos/open-place.ts';
import type { PhotoPlace } from '../../photos/photo-place.ts';
import { command } from '../../terminal/command.ts';
import { step } from '../../terminal/steps.ts';
import { formatTable } from '../../terminal/table.ts';

export const list = command({
  description: 'lists the photos that are ready',
  usage: '',
  options: BUCKET_PLACE_OPTIONS,
  examples: ['photo list', 'photo list --stack edgecard-prod --json'],
  notes:
    'In the order of their ids. A photo that was removed or retired is gone from the list; uploads that are being made are not in it yet.',
  async run({ options }) {
    const place = await openPhotoPlace(options);
    try {
      const photos = await step(`Listing the photos of ${place.name}`, () => all(place));
      return { text: inWords(photos, place.name), json: { place: place.name, photos } };
    } finally {
      place.close();
    }
  },
});

async function all(place: PhotoPlace): Promise<readonly ListedPhoto[]> {
  const photos: ListedPhoto[] = [];
  for await (const page of place.list()) photos.push(...page.map(({ id, name, width, height }) => ({ id, name, width, height })));
  return photos;
}

function inWords(photos: readonly ListedPhoto[], place: string): string {
  if (photos.length === 0) return `No photo in ${place} yet: \`photo add FILE\` makes one.`;
  return formatTable(photos.map(({ id, width, height, name }) => [photoAddress(id), `${width} × ${height}`, name]));
}
