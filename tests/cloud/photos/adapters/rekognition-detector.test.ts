import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { afterAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createRekognitionDetector } from '../../../../cloud/photos/adapters/rekognition-detector.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { awsError } from '../../../doubles/aws/aws-error.ts';
import { type AwsServerOptions, startAwsServer } from '../../../doubles/aws/aws-server.ts';
import { createRekognition, type RekognitionAnswers } from '../../../doubles/aws/rekognition.ts';
import { photoPixels, pixelsOf } from '../../../photos/test-photos.ts';
import { describeDetector } from '../../../support/detector-contract.ts';

const MINUTE = 60_000;

/** As Amazon writes a place. */
function placed(Left: number, Top: number, Width: number, Height: number, Confidence = 99.9) {
  return { BoundingBox: { Left, Top, Width, Height }, Confidence };
}

const FACE = placed(0.35, 0.15, 0.18, 0.26);
const PERSON = placed(0.03, 0.02, 0.75, 0.98, 98);
/** What Amazon answers for a portrait: the same person under three names. */
const PORTRAIT: RekognitionAnswers = {
  faces: () => [FACE, placed(0.8, 0.1, 0.1, 0.1, 55)],
  labels: () => [
    { Name: 'Person', Confidence: 98, Parents: [], Instances: [PERSON] },
    { Name: 'Woman', Confidence: 97, Parents: [{ Name: 'Adult' }, { Name: 'Person' }], Instances: [PERSON] },
    { Name: 'Space Shuttle', Confidence: 90, Parents: [{ Name: 'Vehicle' }], Instances: [placed(0.6, 0.05, 0.3, 0.5, 90)] },
    { Name: 'Portrait', Confidence: 88, Parents: [], Instances: [] },
  ],
};
/** One colour is a JPEG of few bytes. */
const onlyIfDetailed = (answers: RekognitionAnswers): RekognitionAnswers => ({
  faces: (picture) => (picture.length > 20_000 ? answers.faces(picture) : []),
  labels: (picture) => (picture.length > 20_000 ? answers.labels(picture) : []),
});

async function opened(answers: RekognitionAnswers, options: Omit<AwsServerOptions, 'json'> = {}) {
  const server = await startAwsServer({ json: createRekognition(answers), ...options });
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  const client = new RekognitionClient({ region: 'us-east-1', endpoint: server.endpoint, credentials, maxAttempts: 1 });
  return {
    detector: createRekognitionDetector(client),
    async [Symbol.asyncDispose]() {
      client.destroy();
      await server.close();
    },
  };
}

const forContract = await opened(onlyIfDetailed(PORTRAIT));
afterAll(() => forContract[Symbol.asyncDispose]());
describeDetector('Rekognition', () => forContract.detector);

test('one person with three labels is one person; labels without a place are none; names are in lower case', async () => {
  await using rekognition = await opened(PORTRAIT);
  const photo = await photoPixels('astronaut.png');
  const { faces, objects } = await rekognition.detector.detect(photo, 'focus', createDeadline(MINUTE));
  expect(objects.map(({ label }) => label)).toEqual(['person', 'space shuttle']);
  expect(faces).toHaveLength(1);
  expect(faces[0]?.score).toBeCloseTo(0.999);
});

test('hiding takes faces that Amazon is less sure of', async () => {
  await using rekognition = await opened(PORTRAIT);
  const photo = await photoPixels('astronaut.png');
  const { faces } = await rekognition.detector.detect(photo, 'hide', createDeadline(MINUTE));
  expect(faces).toHaveLength(2);
});

test('boxes that reach beyond the photo end at its edge, and those outside are left out', async () => {
  const faces = () => [placed(-0.1, 0.9, 0.3, 0.4), placed(1.2, 0, 0.1, 0.1), { Confidence: 99 }];
  await using rekognition = await opened({ faces, labels: () => [] });
  const found = await rekognition.detector.detect(await photoPixels('astronaut.png'), 'focus', createDeadline(MINUTE));
  expect(found.faces).toHaveLength(1);
  expect(found.faces[0]?.box[0]).toBe(0);
  expect(found.faces[0]?.box[2]).toBeCloseTo(0.2);
  expect(found.faces[0]?.box[3]).toBeCloseTo(0.1);
});

test('Amazon gets a JPEG of at most 1920 pixels and 5 MB, even of noise', async () => {
  const sizes: { width: number; height: number; bytes: number }[] = [];
  const seen: Buffer[] = [];
  const note = (picture: Buffer) => {
    seen.push(picture);
    return [];
  };
  await using rekognition = await opened({ faces: note, labels: note });
  const noise = sharp({
    create: { width: 2400, height: 2400, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 90 } },
  });
  await rekognition.detector.detect(await pixelsOf(noise), 'focus', createDeadline(MINUTE));
  for (const picture of seen) {
    const { format, width, height } = await sharp(picture).metadata();
    expect(format).toBe('jpeg');
    sizes.push({ width, height, bytes: picture.length });
  }
  expect(sizes).toHaveLength(2);
  for (const { width, height, bytes } of sizes) {
    expect(Math.max(width, height)).toBe(1920);
    expect(bytes).toBeLessThanOrEqual(5_000_000);
  }
});

test.each([
  ['ThrottlingException', 400],
  ['ProvisionedThroughputExceededException', 400],
  ['AccessDeniedException', 400],
  ['InternalServerError', 500],
])('%s is our failure, to be tried again, and named', async (code, status) => {
  const before = () => {
    throw awsError(code, 'Rate exceeded for account 111122223333', status);
  };
  await using rekognition = await opened(PORTRAIT, { before });
  const detecting = rekognition.detector.detect(await photoPixels('astronaut.png'), 'focus', createDeadline(MINUTE));
  await expect(detecting).rejects.toMatchObject({ code: 'detector_failed', message: expect.stringContaining(code) });
  await expect(detecting).rejects.not.toThrow('111122223333');
});
