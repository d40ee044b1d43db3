import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShownPhoto } from '../../photos/answers.ts';
import { photoInWords } from '../../photos/in-words.ts';
import { BUCKET_PLACE_OPTIONS, openPhotoPlace } from '../../photos/open-place.ts';
import type { PhotoPlace } from '../../photos/photo-place.ts';
import { readPhotoId } from '../../photos/typed-photo.ts';
import { command } from '../../terminal/command.ts';
import { ExpectedError } from '../../terminal/errors.ts';
import { step } from '../../terminal/steps.ts';
import { problemOfFolder } from '../../terminal/write-access.ts';
import { writeWhole } from '../../terminal/write-whole.ts';

export const show = command({
  description: 'shows what was found in a photo, and the files it has',
  usage: '<photo> [--out DIR]',
  words: { usage: '<photo>', min: 1, max: 1, otherwise: 'Name one photo, such as photo:7h3k9m2p4q8r5t6v.' },
  options: {
    ...BUCKET_PLACE_OPTIONS,
    out: { type: 'string', value: 'DIR', isPath: true, description: 'writes the photo’s files there: 1600.jpg, 1200x630.jpg, …' },
  },
  examples: ['photo show photo:7h3k9m2p4q8r5t6v', 'photo show 7h3k9m2p4q8r5t6v --out photo'],
  notes:
    'Boxes are left, top, width and height, as fractions of the photo. The addresses that --json gives are valid for 15 minutes.',
  async run({ words: [word = ''], options: { out, ...where } }) {
    const id = readPhotoId(word);
    if (out !== undefined) await refuseUnusable(out);
    const place = await openPhotoPlace(where);
    try {
      const photo = await step(`Reading the photo from ${place.name}`, () => place.show(id));
      if (out === undefined) return { text: photoInWords(photo), json: photo };
      const files = await step(`Writing its files to ${out}`, () => writeFiles(place, photo, out));
      return { text: `${photoInWords(photo)}\nWritten: ${files.join(', ')}`, json: { ...photo, files } };
    } finally {
      place.close();
    }
  },
});

async function refuseUnusable(out: string): Promise<void> {
  const problem = await problemOfFolder(out);
  if (problem !== undefined)
    throw new ExpectedError('bad_output', `--out ${out} cannot be written to, because ${problem}: name another folder.`);
}

async function writeFiles(place: PhotoPlace, { id, variants }: ShownPhoto, out: string): Promise<readonly string[]> {
  await mkdir(out, { recursive: true });
  const files: string[] = [];
  for (const variant of variants) {
    const file = join(out, `${variant.name}.jpg`);
    await writeWhole(file, await place.read(id, variant));
    files.push(file);
  }
  return files;
}
