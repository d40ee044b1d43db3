import { blurHeads } from '../../card-schema/photo-blur.ts';
import { type Box, formatFocus } from '../../card-schema/photo-focus.ts';
import { focusOf, headOf, inReadingOrder } from '../../card-schema/photo-heads.ts';
import type { Detections } from './detections.ts';
import { headsToHide, hidesHeads } from './hidden-heads.ts';
import { withOthers } from './merge-detections.ts';
import { masterKey, recordKey, reviewKey, variantKey } from './photo-keys.ts';
import type { MadePhoto, PhotoOrder } from './photo-order.ts';
import type { PhotoRecord } from './photo-record.ts';
import type { Pictures } from './pictures.ts';
import type { Detector, Pixels, StoredFile } from './ports.ts';
import { plannedVariants, REVIEW_VARIANT } from './variants.ts';

export interface PhotoParts {
  readonly pictures: Pictures;
  readonly detector: Detector;
  /** Whether a master is kept for later edits. */
  readonly masters: boolean;
}

interface Whole {
  readonly pixels: Pixels;
  readonly master: Uint8Array;
  readonly detections: Detections;
}

/**
 * Makes all files of a photo. Everything is made of the decoded master, for an upload too, so that it does not matter whether edits
 * came with the upload or later. Throws PhotoError for what the sender did wrong, `detector_failed`, and CardError `out_of_time`.
 */
export async function makePhoto(order: PhotoOrder, parts: PhotoParts): Promise<MadePhoto> {
  const { edits, from } = order;
  const whole = await (from ? openMaster(order, from, parts) : openSource(order, parts));
  const { hidden, isSure } = await headsFound(order, whole, parts);
  const heads = newHeads(headsToHide(edits, hidden), from);
  const isForReview = edits.blur !== undefined && !isSure && !edits.add && !edits.seen;
  const { pixels, master } = heads.length > 0 ? await order.stage('blur', () => hide(whole.pixels, heads, parts)) : whole;
  const made = { order, pixels, master, detections: whole.detections, hidden };
  // In a review nothing is hidden for good: a person may say that what was found is no head.
  return isForReview ? reviewOf({ ...made, master: whole.master }, parts) : photoOf(made, parts);
}

async function openSource({ bytes, deadline, stage }: PhotoOrder, { pictures, detector }: PhotoParts): Promise<Whole> {
  const decoded = await stage('decode', () => pictures.decode(bytes, deadline));
  // The detector computes while libvips encodes.
  const [{ pixels, master }, detections] = await Promise.all([
    stage('master', async () => {
      const encoded = await pictures.masterOf(decoded);
      return { master: encoded, pixels: await pictures.decodeMaster(encoded, deadline) };
    }),
    stage('detect', () => detector.detect(decoded, 'focus', deadline)),
  ]);
  return { pixels, master, detections };
}

async function openMaster({ bytes, deadline, stage }: PhotoOrder, from: PhotoRecord, { pictures }: PhotoParts): Promise<Whole> {
  const pixels = await stage('decode', () => pictures.decodeMaster(bytes, deadline));
  return { pixels, master: bytes, detections: from.detections };
}

interface FoundHeads {
  readonly hidden: readonly Box[];
  /** Not if crops would keep none of the faces: a spoon may be hidden, and the one face that is there be missed. */
  readonly isSure: boolean;
}

/**
 * Heads of all faces that may be there, if faces are to be hidden; those of a former edit stay, because `keep` counts in them. No face
 * that the record shows is left out: at another scale, or after the master was encoded, the detector may be less sure of it.
 */
async function headsFound(
  { edits, from, deadline, stage }: PhotoOrder,
  { pixels, detections }: Whole,
  { detector }: PhotoParts,
): Promise<FoundHeads> {
  if (!edits.blur) return { hidden: [], isSure: true };
  if (from?.edits.blur) return { hidden: from.hidden, isSure: !from.review };
  const { faces } = await stage('detect', () => detector.detect(pixels, 'hide', deadline));
  const hidden = inReadingOrder(withOthers(faces, detections.faces).map(({ box }) => headOf(box)));
  return { hidden, isSure: detections.faces.length > 0 };
}

/** Heads that are not hidden in the master already. */
function newHeads(heads: readonly Box[], from: PhotoRecord | undefined): readonly Box[] {
  const before = new Set(from && hidesHeads(from) ? headsToHide(from.edits, from.hidden).map(String) : []);
  return heads.filter((head) => !before.has(String(head)));
}

async function hide(pixels: Pixels, heads: readonly Box[], { pictures }: PhotoParts) {
  const blurred = blurHeads(pixels, heads);
  return { pixels: blurred, master: await pictures.masterOf(blurred) };
}

interface Made extends Whole {
  readonly order: PhotoOrder;
  readonly hidden: readonly Box[];
}

async function photoOf(made: Made, parts: PhotoParts): Promise<MadePhoto> {
  const { order, master } = made;
  const { id } = order;
  const variants = await order.stage('variants', () => encodeVariants(made, parts.pictures));
  const record = recordOf(made, variants);
  const files: StoredFile[] = variants.map(({ name, bytes, metadata }) => ({
    key: variantKey(id, name),
    bytes,
    type: 'image/jpeg',
    ...(metadata && { metadata }),
  }));
  const masters = parts.masters ? [{ key: masterKey(id), bytes: master, type: 'image/webp' }] : [];
  return { kind: 'photo', record, files: [...files, ...masters, jsonFile(recordKey(id), record)] };
}

/** Nothing of it can be read by a card, until a person says so. The preview is what would be published; the master has nothing hidden. */
async function reviewOf(made: Made, { pictures }: PhotoParts): Promise<MadePhoto> {
  const { order, pixels, master, detections } = made;
  const planned = plannedVariants(pixels, focusOf(pixels, detections, order.edits)).filter(({ name }) => name === REVIEW_VARIANT);
  const [preview] = await Promise.all(planned.map((size) => pictures.jpegOf(pixels, size)));
  const record: PhotoRecord = { ...recordOf(made, []), review: true };
  const files = [
    { key: reviewKey(order.id, 'master.webp'), bytes: master, type: 'image/webp' },
    ...(preview ? [{ key: reviewKey(order.id, '1000.jpg'), bytes: preview, type: 'image/jpeg' }] : []),
    jsonFile(reviewKey(order.id, 'photo.json'), record),
  ];
  return { kind: 'review', record, files };
}

async function encodeVariants({ order, pixels, detections }: Made, pictures: Pictures) {
  const focus = focusOf(pixels, detections, order.edits);
  const metadata = { focus: formatFocus(focus) };
  return Promise.all(
    plannedVariants(pixels, focus).map(async (planned) => ({
      ...planned,
      bytes: await pictures.jpegOf(pixels, planned),
      metadata: planned.crop ? undefined : metadata,
    })),
  );
}

function recordOf(
  { order, pixels, detections, hidden }: Made,
  variants: readonly { readonly name: string; readonly width: number; readonly height: number; readonly bytes: Uint8Array }[],
): PhotoRecord {
  const { id, name, source, edits, recipe, fromId } = order;
  return {
    id,
    name,
    width: pixels.width,
    height: pixels.height,
    source,
    detections,
    hidden,
    edits,
    recipe,
    variants: variants.map((variant) => ({
      name: variant.name,
      width: variant.width,
      height: variant.height,
      bytes: variant.bytes.length,
    })),
    ...(fromId !== undefined && { from: fromId }),
  };
}

function jsonFile(key: string, record: PhotoRecord): StoredFile {
  return { key, bytes: Buffer.from(`${JSON.stringify(record)}\n`), type: 'application/json' };
}
