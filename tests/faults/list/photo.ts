// @examples article
// A photo of the team's own that the edge cannot have, or that is not what it should be. The rest of the card is there all the same.
import { readFile } from 'node:fs/promises';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { signCardPath } from '../../../card-schema/card-path.ts';
import { createCard } from '../../../card-schema/catalogue.ts';
import { photoAddress } from '../../../card-schema/photo-id.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { LOCAL_PHOTO_BUCKET } from '../../../local/stack/config.ts';
import { projectPath } from '../../../project-path.ts';
import type { Bench, Fault, FaultParts } from '../fault.ts';
import type { Asked, Meddle } from '../fault-proxy.ts';
import { answer, drip, half, hang, s3Refusal, where } from '../meddling.ts';

const SEEN_BEFORE = '7h3k9m2p4q8r5t6v';
/** Of another photo for each fault, which no page has. */
let photos = 0;
const NONSENSE = 'nnnnnnnnnnnnnnnn';
const newId = () => String(photos++).padStart(16, '0');

const Bucket = LOCAL_PHOTO_BUCKET;
const keyOf = (id: string) => `photos/${id}/250.jpg`;
const isRead = ({ method, path }: Asked) => method === 'GET' && path.startsWith(`/${Bucket}/photos/`);

/** The card looks like a golden picture without its photo. */
const card = (id: string): Pick<FaultParts, 'ask' | 'looks'> => ({
  looks: 'article-plain',
  ask: {
    path: () =>
      signCardPath(
        createCard('article', { title: 'Small teams, large ships', author: 'Ada Okafor', avatar: photoAddress(id) }),
        DEVELOPMENT_KEYS.signing,
      ),
  },
});

async function put({ store }: Bench, id: string, Body?: Uint8Array, Metadata = {}): Promise<void> {
  const bytes = Body ?? (await readFile(projectPath('local/demo/images/jonas.jpg')));
  await store.client.send(new CreateBucketCommand({ Bucket }));
  await store.client.send(new PutObjectCommand({ Bucket, Key: keyOf(id), Body: bytes, Metadata }));
}

const why = (reason: string) => new RegExp(`"missingImages":\\[\\{[^\\]]*${reason}`);
const unseen = (reason: string, id = newId()) =>
  ({ seam: 'photo', expected: 'incomplete', mends: true, ...card(id), logged: why(reason), id }) as const;

/** S3 has the photo, and does not give it. */
function withheld(name: string, meddle: Meddle, reason: string, id?: string): Fault {
  const { id: used, ...parts } = unseen(reason, id);
  return {
    ...parts,
    name,
    meddled: 1,
    async switchOn(bench) {
      await put(bench, used);
      bench.s3.meddle(where(isRead, meddle));
    },
  };
}

/** S3 has something else under the photo's key, until it is put right. */
function spoilt(name: string, spoil: (bench: Bench, id: string) => Promise<unknown>, reason: string, used?: string): Fault {
  const { id, ...parts } = unseen(reason, used);
  return { ...parts, name, switchOn: async (bench) => void (await spoil(bench, id)), switchOff: (bench) => put(bench, id) };
}

export const PHOTO_FAULTS: readonly Fault[] = [
  spoilt(
    'a photo that is not there',
    async (bench, id) => {
      await put(bench, id);
      await bench.store.client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(id) }));
    },
    'is not there',
    SEEN_BEFORE,
  ),
  { ...withheld('a photo that the function may not read (403)', s3Refusal(403, 'AccessDenied'), 'is not there'), quick: true },
  withheld('a photo, of which S3 answers 500', s3Refusal(500, 'InternalError'), 'S3: 500'),
  withheld('a photo, of which S3 never answers', hang, 'took too long'),
  withheld('a photo that breaks off on its way', half, 'ends before|could not be read'),
  withheld('a photo that comes byte by byte', drip, 'took too long'),
  withheld(
    'a photo, of which S3 sends elsewhere (307)',
    answer(307, '', { location: 'http://169.254.169.254/latest/meta-data/' }),
    'S3: 307',
  ),
  spoilt('a photo of 0 bytes', (bench, id) => put(bench, id, new Uint8Array()), 'photo'),
  spoilt(
    'a photo that is a page with a script',
    (bench, id) => put(bench, id, Buffer.from('<script>alert(1)</script>')),
    'photo',
  ),
  spoilt(
    'a photo that was cut off before it was stored',
    async (bench, id) => {
      await put(bench, id, (await readFile(projectPath('local/demo/images/jonas.jpg'))).subarray(0, 8000));
    },
    'not whole',
  ),
  withheld('a photo that the page has, removed since', s3Refusal(404, 'NoSuchKey'), 'is not there', SEEN_BEFORE),
  withheld('a photo that the page has, of which S3 never answers', hang, 'took too long', SEEN_BEFORE),
  {
    seam: 'photo',
    name: 'a photo with a focus that is nonsense, which is shown all the same',
    expected: 'card',
    ...card(NONSENSE),
    looks: '',
    switchOn: (bench) => put(bench, NONSENSE, undefined, { focus: '{"size":[1e9,-1],"heads":[[null]]}' }),
    logged: /"outcome":"card_drawn".*"status":"drawn"/,
  },
];
