import { expect, jest, test } from '@jest/globals';
import { memory } from '@tensorflow/tfjs-core';
import type { Detector } from '../../../../cloud/photos/ports.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { changedPhoto, faceAlone, mosaic, type PhotoWithFaces, turnedBox } from '../../../photos/changed-photos.ts';
import { partSeen } from '../../../photos/count-heads.ts';
import { embeddedDetector } from '../../../photos/test-photos.ts';

const MINUTE = 60_000;
/** A profile, tilted heads, faces in shadow, a face in grey behind a camera. */
const PHOTOS = ['sample2.jpg', 'sample5.jpg', 'astronaut.png', 'camera.png'];
/** Of the kinds that take longest, each has one group and one person. */
const [HALF, OTHER_HALF] = [
  ['sample2.jpg', 'camera.png'],
  ['sample5.jpg', 'astronaut.png'],
];
const detector = embeddedDetector();

// On a quiet machine none of these takes 20 seconds.
jest.setTimeout(3 * MINUTE);

async function facesFound(photo: PhotoWithFaces, wanted: Parameters<Detector['detect']>[1]) {
  const { faces } = await detector.detect(photo.pixels, wanted, createDeadline(MINUTE));
  const isFound = (face: PhotoWithFaces['faces'][number]) =>
    faces.some(({ box }) => partSeen(face, box) > 0.5 && partSeen(box, face) > 0.25);
  return { found: photo.faces.filter(isFound).length, faces: faces.length };
}

test('of 57 faces of 47 pixels, hiding finds at least 54', async () => {
  const photo = await mosaic();
  expect(photo.faces).toHaveLength(57);
  const { found, faces } = await facesFound(photo, 'hide');
  expect(found).toBeGreaterThanOrEqual(54);
  expect(faces).toBeLessThanOrEqual(70);
});

const inPanorama: Parameters<typeof changedPhoto>[1] = (photo, { width, height }) =>
  photo.extend({ right: Math.max(0, height * 5 - width), background: '#9ab' });
const inTall: Parameters<typeof changedPhoto>[1] = (photo, { width, height }) =>
  photo.extend({ bottom: Math.max(0, width * 3 - height), background: '#9ab' });

function besideIn(ratio: number): NonNullable<Parameters<typeof changedPhoto>[2]> {
  return ([left, top, width, height], before) => {
    const part = before.width / Math.max(before.width, before.height * ratio);
    return [left * part, top, width * part, height];
  };
}

function aboveIn(ratio: number): NonNullable<Parameters<typeof changedPhoto>[2]> {
  return ([left, top, width, height], before) => {
    const part = before.height / Math.max(before.height, before.width * ratio);
    return [left, top * part, width, height * part];
  };
}

const KINDS = [
  ['in grey', (name) => changedPhoto(name, (photo) => photo.grayscale()), PHOTOS],
  ['dark', (name) => changedPhoto(name, (photo) => photo.modulate({ brightness: 0.3 })), PHOTOS],
  ['pale', (name) => changedPhoto(name, (photo) => photo.linear(0.4, 90)), PHOTOS],
  ['30° to the right', (name) => changedPhoto(name, (photo) => photo.rotate(30), turnedBox(30)), HALF],
  ['30° to the left', (name) => changedPhoto(name, (photo) => photo.rotate(-30), turnedBox(-30)), OTHER_HALF],
  ['of 200 pixels', (name) => changedPhoto(name, (photo) => photo.resize(200, 200, { fit: 'inside' })), PHOTOS],
  ['in a panorama of 5:1', (name) => changedPhoto(name, inPanorama, besideIn(5)), OTHER_HALF],
  ['in a tall picture of 1:3', (name) => changedPhoto(name, inTall, aboveIn(3)), PHOTOS],
] as const satisfies readonly (readonly [string, (name: string) => Promise<PhotoWithFaces>, readonly string[]])[];

test.each(KINDS)('faces in photos %s are all found for hiding', async (_, changed, names) => {
  const missed: string[] = [];
  for (const name of names) {
    const photo = await changed(name);
    const { found } = await facesFound(photo, 'hide');
    if (found < photo.faces.length) missed.push(`${photo.faces.length - found} in ${name}`);
  }
  expect(missed).toEqual([]);
});

test('of four faces that fill two thirds of their photo, cropping finds at least three', async () => {
  let found = 0;
  for (const name of ['sample1.jpg', 'sample3.jpg', 'sample6.jpg', 'astronaut.png'])
    found += (await facesFound(await faceAlone(name, 2 / 3), 'focus')).found;
  expect(found).toBeGreaterThanOrEqual(3);
});

test('hiding takes at most one thing in a photo for a face that is none', async () => {
  for (const name of PHOTOS) {
    const { found, faces } = await facesFound(await changedPhoto(name, (photo) => photo), 'hide');
    expect(faces - found).toBeLessThanOrEqual(1);
  }
});

test('100 photos one after the other take no more memory than ten, and print nothing', async () => {
  const printed = (['log', 'warn', 'error'] as const).map((method) => jest.spyOn(console, method).mockImplementation(() => {}));
  const { pixels } = await changedPhoto('astronaut.png', (photo) => photo.resize(96));
  const look = async (times: number) => {
    for (let time = 0; time < times; time++) await detector.detect(pixels, 'focus', createDeadline(MINUTE));
    return { tensors: memory().numTensors, bytes: process.memoryUsage.rss() };
  };
  const first = await look(10);
  const last = await look(90);
  for (const spy of printed) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  expect(last.tensors).toBe(first.tensors);
  expect(last.bytes - first.bytes).toBeLessThan(45 * 1024 * 1024);
});
