import {
  type BoundingBox,
  DetectFacesCommand,
  DetectLabelsCommand,
  type FaceDetail,
  type Label,
  type RekognitionClient,
} from '@aws-sdk/client-rekognition';
import { CardError } from '../../../card-schema/errors.ts';
import type { Box } from '../../../card-schema/photo-focus.ts';
import type { Deadline } from '../../../edge/core/deadline.ts';
import type { Detections, FoundFace, FoundObject } from '../detections.ts';
import { mergeDetections } from '../merge-detections.ts';
import { PhotoError } from '../photo-error.ts';
import type { Detector, Pixels } from '../ports.ts';
import { sharpOf, smallerPicture } from './smaller-picture.ts';

/** Amazon's limit for a picture that comes with the call. */
const MAX_BYTES = 5_000_000;
/** A picture of noise needs the later ones. */
const QUALITIES = [90, 75, 50, 25];

const MIN_FACE_SCORE = { focus: 0.65, hide: 0.5 } as const;
const MIN_LABEL_PERCENT = 50;

/** Amazon's labels for people of all kinds, each with the same boxes: one name, or each person would be there several times. */
const PERSON = 'person';

/**
 * Asks Amazon Rekognition: a JPEG of at most 1920 pixels goes with each of two calls. Amazon does not say which model answers, so a
 * photo that is made later may be cropped in another way.
 */
export function createRekognitionDetector(client: RekognitionClient): Detector {
  return {
    name: 'rekognition/1',
    async detect(pixels, wanted, deadline) {
      try {
        return await deadline.bound('Amazon Rekognition', ask(client, pixels, wanted, deadline));
      } catch (cause) {
        if (cause instanceof CardError) throw cause;
        // The SDK's own abort may come first.
        if (deadline.remainingMs() === 0) throw new CardError('out_of_time', 'Amazon Rekognition took too long.', { cause });
        const name = cause instanceof Error ? cause.name : 'an unknown error';
        throw new PhotoError('detector_failed', `Amazon Rekognition could not look at the photo: ${name}.`, { cause });
      }
    },
  };
}

async function ask(client: RekognitionClient, pixels: Pixels, wanted: 'focus' | 'hide', deadline: Deadline): Promise<Detections> {
  const Image = { Bytes: await jpegOf(pixels) };
  const abort = { abortSignal: deadline.signal() };
  const [{ FaceDetails = [] }, { Labels = [] }] = await Promise.all([
    client.send(new DetectFacesCommand({ Image, Attributes: ['DEFAULT'] }), abort),
    client.send(new DetectLabelsCommand({ Image, MinConfidence: MIN_LABEL_PERCENT }), abort),
  ]);
  const faces = FaceDetails.flatMap(faceOf).filter(({ score }) => score >= MIN_FACE_SCORE[wanted]);
  return { faces: mergeDetections(faces), objects: mergeDetections(Labels.flatMap(objectsOf)) };
}

async function jpegOf(pixels: Pixels): Promise<Uint8Array> {
  const picture = sharpOf(await smallerPicture(pixels));
  for (const quality of QUALITIES) {
    const bytes = await picture.clone().jpeg({ quality }).toBuffer();
    if (bytes.length <= MAX_BYTES) return bytes;
  }
  throw new Error(`The photo is more than ${MAX_BYTES} bytes in every quality.`);
}

function faceOf({ BoundingBox, Confidence = 0 }: FaceDetail): FoundFace[] {
  const box = boxOf(BoundingBox);
  return box ? [{ box, score: scoreOf(Confidence) }] : [];
}

/** A label without instances says what the photo is about, not where. */
function objectsOf({ Name = '', Parents = [], Instances = [] }: Label): FoundObject[] {
  const names = [Name, ...Parents.map((parent) => parent.Name ?? '')].map((name) => name.toLowerCase());
  const label = names.includes(PERSON) ? PERSON : (names[0] ?? '');
  return Instances.flatMap(({ BoundingBox, Confidence = 0 }) => {
    const box = boxOf(BoundingBox);
    return box ? [{ label, box, score: scoreOf(Confidence) }] : [];
  });
}

function scoreOf(percent: number): number {
  return Math.min(1, Math.max(0, percent / 100));
}

/** Within the photo: Amazon gives faces at the edge a box that reaches beyond it. */
function boxOf({ Left = 0, Top = 0, Width = 0, Height = 0 }: BoundingBox = {}): Box | undefined {
  const [left, right] = [Left, Left + Width].map(inPhoto) as [number, number];
  const [top, bottom] = [Top, Top + Height].map(inPhoto) as [number, number];
  return right > left && bottom > top ? [left, top, right - left, bottom - top] : undefined;
}

function inPhoto(value: number): number {
  return Math.min(1, Math.max(0, value));
}
