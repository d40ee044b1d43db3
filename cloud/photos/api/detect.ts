// What is in a picture. Nothing that is sent here is stored.
import type { Box } from '../../../card-schema/photo-focus.ts';
import type { Detections, FoundFace } from '../detections.ts';
import { PhotoError } from '../photo-error.ts';
import { inboxKeyOf, isInboxKey, isUploadId, reviewKey, variantKey } from '../photo-keys.ts';
import type { PhotoRecord } from '../photo-record.ts';
import type { Looked } from '../ports.ts';
import { readReview } from '../read-review.ts';
import { ApiError } from './api-error.ts';
import type { Answer, Call } from './call.ts';
import { isRefusal, jpeg, json, type Reply } from './replies.ts';
import { type ApiRequest, contentType, readFields } from './request.ts';
import { findUpload } from './uploads.ts';

/** Lambda takes 6 MB of payload, and a picture comes in base64, which is a third longer. */
const MAX_PICTURE_BYTES = 4_500_000;
const PICTURE = `the bytes of a picture, at most ${MAX_PICTURE_BYTES}, or JSON { "upload": … } for a larger one`;

export const detect: Answer = async (call) => {
  const { request } = call;
  const alone = prefersPicture(request.header('accept'));
  const withPicture = alone || isOn(request);
  const looked = await look(call, withPicture);
  if (alone && looked.picture) return jpeg(looked.picture);
  return describe(looked);
};

function look(call: Call, withPicture: boolean): Promise<Looked> {
  const { request, looker, deadline } = call;
  const type = contentType(request);
  if (type === 'application/json') return lookAtUpload(call, withPicture);
  if (type.startsWith('multipart/'))
    throw new ApiError(415, 'not_a_picture', `The body was sent as ${type}.`, `${PICTURE}: curl --data-binary @photo.jpg`);
  if (request.body.length === 0) throw new ApiError(400, 'no_picture', 'There is no picture in the body.', PICTURE);
  if (request.body.length > MAX_PICTURE_BYTES)
    throw new ApiError(413, 'too_large', `The body has ${request.body.length} bytes.`, PICTURE);
  return looker.look(request.body, withPicture, deadline);
}

/** While it is in the inbox, what was sent; afterwards what was found when the photo was made. */
async function lookAtUpload(call: Call, withPicture: boolean): Promise<Looked> {
  const { store, looker, deadline, request } = call;
  const { upload: name } = readFields(request, ['upload']);
  if (typeof name !== 'string' || !(isUploadId(name) || isInboxKey(name)))
    throw new ApiError(400, 'no_upload', '`upload` names no upload.', '{ "upload": … } with an id that POST /uploads gave');
  const upload = await findUpload(call, name);
  const source = await store.readSource(inboxKeyOf(name), deadline);
  if (source) return looker.look(source.bytes, withPicture, deadline);
  const { status, photo, code, message = '' } = await findUpload(call, name); // it may have been made in between
  if (status === 'ready' && photo !== undefined) {
    const record = await store.readRecord(photo, deadline);
    if (record) return fromRecord(call, record, withPicture ? variantKey(photo, '1600') : undefined);
  }
  if (status === 'review' && photo !== undefined) {
    const record = await readReview(photo, store, deadline);
    if (record) return fromRecord(call, record, withPicture ? reviewKey(photo, '1000.jpg') : undefined);
  }
  if (code !== undefined && isRefusal(code)) throw new PhotoError(code, message);
  throw new ApiError(
    404,
    'not_sent',
    `Nothing was sent for the upload ${upload.upload}, or it is gone.`,
    'an upload that was sent',
  );
}

async function fromRecord({ store, looker, detector, deadline }: Call, record: PhotoRecord, key?: string): Promise<Looked> {
  const { width, height, detections } = record;
  const bytes = key === undefined ? undefined : await store.read(key, deadline);
  const picture = bytes && (await looker.annotate(bytes, detections, deadline));
  return { width, height, detections, detector, ...(picture ? { picture } : {}) };
}

function describe({ width, height, detections, detector, picture }: Looked): Reply {
  const { faces, objects } = roundedDetections(detections);
  const found = { width, height, faces, objects, counts: countsOf(detections), detector };
  return json(200, { ...found, ...(picture ? { picture: Buffer.from(picture).toString('base64') } : {}) });
}

/** Fractions to a quarter of a pixel of the largest picture. */
function roundedDetections({ faces, objects }: Detections): Detections {
  const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
  const boxOf = ([left, top, width, height]: Box): Box => [rounded(left), rounded(top), rounded(width), rounded(height)];
  const of = <Found extends FoundFace>(found: Found): Found => ({ ...found, box: boxOf(found.box), score: rounded(found.score) });
  return { faces: faces.map(of), objects: objects.map(of) };
}

/** How many of each there are: `face`, and the labels of the objects. */
function countsOf({ faces, objects }: Detections): Readonly<Record<string, number>> {
  const labels = [...faces.map(() => 'face'), ...objects.map(({ label }) => label)];
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function isOn({ query }: ApiRequest): boolean {
  const value = query.get('picture') ?? '0';
  if (!/^[01]$/.test(value)) throw new ApiError(400, 'bad_picture', '`picture` in the query is neither 0 nor 1.', '?picture=1');
  return value === '1';
}

/** Whether a JPEG is wanted rather than JSON: it is named, and nothing that stands for JSON weighs as much. */
function prefersPicture(accept: string): boolean {
  const weights = accept
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((text) => text.trim());
      return [type, Number(parameters.find((text) => text.startsWith('q='))?.slice(2) ?? 1)] as const;
    });
  const weightOf = (...types: string[]) => Math.max(0, ...weights.flatMap(([type, q]) => (types.includes(type) ? [q] : [])));
  return weightOf('image/jpeg', 'image/*') > weightOf('application/json', 'application/*');
}
