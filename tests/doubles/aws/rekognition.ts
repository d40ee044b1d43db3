// Amazon Rekognition, as far as a photo's faces and labels go: docs.aws.amazon.com/rekognition/latest/APIReference.
import { awsError } from './aws-error.ts';
import type { Json, JsonOperations } from './json-protocol.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const JPEG_START = 'ffd8ff';
const PNG_START = '89504e47';

export interface RekognitionAnswers {
  /** FaceDetails and Labels for a picture, by its bytes. */
  readonly faces: (picture: Buffer) => readonly Json[];
  readonly labels: (picture: Buffer) => readonly Json[];
}

export function createRekognition({ faces, labels }: RekognitionAnswers): JsonOperations {
  return {
    'RekognitionService.DetectFaces': (input) => ({ FaceDetails: faces(pictureOf(input)) }),
    'RekognitionService.DetectLabels': (input) => {
      const minConfidence = Number(input['MinConfidence'] ?? 55);
      const sure = labels(pictureOf(input)).filter((label) => Number(label['Confidence']) >= minConfidence);
      return { Labels: sure, LabelModelVersion: '3.0' };
    },
  };
}

function pictureOf({ Image }: Json): Buffer {
  const { Bytes } = (Image ?? {}) as { readonly Bytes?: string };
  if (!Bytes) throw awsError('InvalidParameterException', 'Request has invalid parameters');
  const picture = Buffer.from(Bytes, 'base64');
  if (picture.length > MAX_BYTES) throw awsError('ImageTooLargeException', 'The image is too large.');
  const start = picture.subarray(0, 4).toString('hex');
  if (!start.startsWith(JPEG_START) && start !== PNG_START)
    throw awsError('InvalidImageFormatException', 'Request has invalid image format');
  return picture;
}
