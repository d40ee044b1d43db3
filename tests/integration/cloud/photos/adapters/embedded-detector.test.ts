import { expect, test } from '@jest/globals';
import { createEmbeddedDetector } from '../../../../../cloud/photos/adapters/embedded-detector.ts';
import { createDeadline } from '../../../../../edge/core/deadline.ts';
import { projectPath } from '../../../../../project-path.ts';
import { embeddedDetector, photoPixels } from '../../../../photos/test-photos.ts';
import { describeDetector } from '../../../../support/detector-contract.ts';

const MINUTE = 60_000;
const detector = embeddedDetector();

describeDetector('the embedded detector', () => detector);

test.each([
  ['astronaut.png', 'person'],
  ['camera.png', 'person'],
  ['coffee.png', 'cup'],
  ['chelsea.png', 'cat'],
])('%s shows a %s', async (name, label) => {
  const { objects } = await detector.detect(await photoPixels(name), 'focus', createDeadline(MINUTE));
  expect(objects.map((object) => object.label)).toContain(label);
});

test.each(['coffee.png', 'chelsea.png'])('no head is seen in %s', async (name) => {
  const { faces } = await detector.detect(await photoPixels(name), 'focus', createDeadline(MINUTE));
  expect(faces).toEqual([]);
});

test('models that are not there are named as our failure, and are looked for again', async () => {
  const broken = createEmbeddedDetector({
    modelFolder: projectPath('cloud/photos/no-such-folder'),
    wasmFolder: projectPath('node_modules/@tensorflow/tfjs-backend-wasm/dist'),
  });
  const photo = await photoPixels('coffee.png');
  for (const _ of [1, 2])
    await expect(broken.detect(photo, 'focus', createDeadline(MINUTE))).rejects.toMatchObject({ code: 'detector_failed' });
});
