// @examples article event quote
// The photos of the bench: one file of the demo's harbour, as the worker makes it, under many ids.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { photoAddress } from '../../card-schema/photo-id.ts';
import { createPictures } from '../../cloud/photos/adapters/sharp-pictures.ts';
import { idOfPhoto } from '../../cloud/photos/id-of-photo.ts';
import { makePhoto } from '../../cloud/photos/make-photo.ts';
import { variantKey } from '../../cloud/photos/photo-keys.ts';
import { recipeOf } from '../../cloud/photos/recipe.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { LOCAL_PHOTO_BUCKET } from '../../local/stack/config.ts';
import { localClient } from '../../local/stack/store.ts';
import { projectPath } from '../../project-path.ts';
import { embeddedDetector } from '../photos/test-photos.ts';
import type { Servers } from './servers.ts';

/** The file that an article reads of a photo. */
const VARIANT = '1000';
const MAX_MAKING_MS = 60_000;

export interface VariantFile {
  readonly bytes: Uint8Array;
  readonly metadata: Readonly<Record<string, string>>;
}

export async function madeFile(): Promise<VariantFile> {
  const bytes = await readFile(projectPath('local/demo/images/harbour.jpg'));
  const detector = embeddedDetector();
  const source = createHash('sha256').update(bytes).digest('hex');
  const recipe = recipeOf(detector.name);
  const id = idOfPhoto({ source, edits: {}, recipe });
  const { files } = await makePhoto(
    {
      ...{ id, name: 'harbour.jpg', source, edits: {}, recipe, bytes },
      deadline: createDeadline(MAX_MAKING_MS),
      stage: (_, work) => work(),
    },
    { pictures: createPictures({ heic: undefined }), detector, masters: false },
  );
  const made = files.find(({ key }) => key === variantKey(id, VARIANT));
  if (!made) throw new Error(`The photo has no file of ${VARIANT} pixels.`);
  return { bytes: made.bytes, metadata: { ...made.metadata } };
}

/** The same pixels under so many ids, each with bytes of its own. Gives their addresses, as cards name them. */
export async function putPhotos({ s3 }: Servers, { bytes, metadata }: VariantFile, count: number): Promise<readonly string[]> {
  const client = localClient(s3);
  const ids = Array.from({ length: count }, (_, at) => String(at).padStart(16, '0'));
  await client.send(new CreateBucketCommand({ Bucket: LOCAL_PHOTO_BUCKET }));
  for (const id of ids)
    await client.send(
      new PutObjectCommand({
        Bucket: LOCAL_PHOTO_BUCKET,
        Key: variantKey(id, VARIANT),
        // Nothing reads beyond the end of a JPEG.
        Body: Buffer.concat([bytes, Buffer.from(id)]),
        ContentType: 'image/jpeg',
        Metadata: metadata,
      }),
    );
  client.destroy();
  return ids.map(photoAddress);
}
