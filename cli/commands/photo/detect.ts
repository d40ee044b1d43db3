import type { Detected } from '../../photos/answers.ts';
import type { PhotoApi } from '../../photos/api.ts';
import { detectedInWords } from '../../photos/in-words.ts';
import { openPhotoApi, PLACE_OPTIONS } from '../../photos/open-api.ts';
import { readPhotoFile } from '../../photos/photo-file.ts';
import { openPictureFile } from '../../picture/picture-output.ts';
import { command } from '../../terminal/command.ts';
import { ExpectedError } from '../../terminal/errors.ts';
import { step } from '../../terminal/steps.ts';

/** What the API takes in a body (docs/12-photos.md, "Limits"). */
const MAX_BODY_BYTES = 4_500_000;
/** More is not looked at: faces are looked for on 1,920 px. */
const MAX_SIDE_PIXELS = 2400;

export const detect = command({
  description: 'finds faces and objects in a picture, and stores nothing',
  usage: 'FILE [--picture OUT]',
  words: { usage: 'FILE', min: 1, max: 1, otherwise: 'Name one picture; - is standard input.' },
  options: {
    picture: {
      type: 'string',
      value: 'OUT',
      isPath: true,
      description: 'writes the picture with a frame around each, as a JPEG',
    },
    ...PLACE_OPTIONS,
  },
  examples: ['photo detect team.jpg', 'photo detect team.jpg --picture found.jpg --json'],
  notes: 'Boxes are left, top, width and height, as fractions of the picture. Faces are found, and not recognised.',
  async run({ words: [file = ''], options: { picture, ...where } }) {
    const write = picture === undefined ? undefined : await openPictureFile(picture, '--picture');
    const api = await openPhotoApi(where);
    const { picture: drawn, ...found } = await step(`Looking for faces and objects in ${file}`, () =>
      ask(api, file, write !== undefined),
    );
    if (write === undefined) return { text: detectedInWords(found), json: found };
    if (drawn === undefined) throw new ExpectedError('bad_answer', `${api.name} gave no picture.`);
    await write(Buffer.from(drawn, 'base64'));
    return { text: `${detectedInWords(found)}\nWritten: ${picture}`, json: { ...found, file: picture } };
  },
});

async function ask(api: PhotoApi, word: string, withPicture: boolean): Promise<Detected> {
  const { bytes } = await readPhotoFile(word);
  const body = bytes.length > MAX_BODY_BYTES ? await smaller(bytes) : bytes;
  return (await api.ask({ method: 'POST', path: withPicture ? '/detect?picture=1' : '/detect', body })) as Detected;
}

/** Shrunk here: an upload would be made a photo, and nothing is to be stored. */
async function smaller(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp'); // it is large, and few commands need it
  try {
    const upright = sharp(bytes)
      .autoOrient()
      .resize(MAX_SIDE_PIXELS, MAX_SIDE_PIXELS, { fit: 'inside', withoutEnlargement: true });
    return await upright.flatten({ background: 'white' }).jpeg({ quality: 90 }).toBuffer();
  } catch (cause) {
    const limit = `${(MAX_BODY_BYTES / 1e6).toFixed(1)} MB`;
    const message = `It has ${(bytes.length / 1e6).toFixed(1)} MB, and cannot be made smaller here: save it as a JPEG of at most ${limit}.`;
    throw new ExpectedError('too_large', message, { cause });
  }
}
