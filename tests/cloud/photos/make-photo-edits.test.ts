import { describe, expect, test } from '@jest/globals';
import type { Edits } from '../../../cloud/photos/edits.ts';
import type { MadePhoto } from '../../../cloud/photos/photo-order.ts';
import { detectorOf, edited, NOTHING, noFaces, picturesOf, unsure, uploaded } from '../../support/made-photos.ts';

const plain = await uploaded();
const blurred = await uploaded({ blur: 'faces' });

describe('an edit', () => {
  test.each<[string, Edits]>([
    ['a focal point', { focus: [0.9, 0.9] }],
    ['a blur', { blur: 'faces' }],
    ['a blur that keeps one face', { blur: 'faces', keep: [1] }],
    ['a box', { add: [[0.1, 0.1, 0.2, 0.2]] }],
  ])('with %s gives the bytes of an upload with it, under the same id', async (_, edits) => {
    const [later, atOnce] = [await edited(plain, edits), await uploaded(edits)];
    expect(later.record.id).toBe(atOnce.record.id);
    expect(picturesOf(later)).toEqual(picturesOf(atOnce));
    expect(later.record).toEqual({ ...atOnce.record, from: plain.record.id });
  });

  test('that hides nothing keeps the master as it is', async () => {
    const moved = await edited(plain, { focus: [0.9, 0.9] });
    const masterOf = (photo: MadePhoto) => Object.entries(picturesOf(photo)).find(([key]) => key.startsWith('masters/'))?.[1];
    expect(masterOf(moved)).toBe(masterOf(plain));
    expect(masterOf(blurred)).not.toBe(masterOf(plain));
  });

  test('does not look again for what was found', async () => {
    const detector = detectorOf(NOTHING, NOTHING);
    const moved = await edited(blurred, { focus: [0.1, 0.1] }, detector);
    expect(detector.asked).toEqual([]);
    expect(moved.record).toMatchObject({ detections: blurred.record.detections, hidden: blurred.record.hidden });
  });

  test('of an edit hides what is new, and leaves what is hidden', async () => {
    const more = await edited(blurred, { add: [[0.05, 0.7, 0.15, 0.2]] });
    expect(more.record.edits).toEqual({ blur: 'faces', add: [[0.05, 0.7, 0.15, 0.2]] });
    const again = await edited(blurred, { add: [[0.05, 0.7, 0.15, 0.2]] });
    expect(again.files).toEqual(more.files);
  });
});

describe('a review', () => {
  test('is what a blur ends in that finds no face: nothing is published', async () => {
    const review = await uploaded({ blur: 'faces' }, noFaces);
    expect(review.kind).toBe('review');
    expect(review.files.map(({ key }) => key)).toEqual(
      ['master.webp', '1000.jpg', 'photo.json'].map((file) => `reviews/${review.record.id}/${file}`),
    );
  });

  test('is not needed where a person has marked a head, or has looked', async () => {
    expect((await uploaded({ blur: 'faces', add: [[0.3, 0.1, 0.2, 0.3]] }, noFaces)).kind).toBe('photo');
    expect((await uploaded({ blur: 'faces', seen: true }, noFaces)).kind).toBe('photo');
  });

  test.each<[string, Edits]>([
    ['that nothing is to be hidden', { seen: true }],
    ['where a head is', { add: [[0.3, 0.1, 0.2, 0.3]] }],
  ])('ends when a person says %s, with the bytes of an upload that said so', async (_, answer) => {
    const review = await uploaded({ blur: 'faces' }, noFaces);
    const [answered, atOnce] = [await edited(review, answer, noFaces), await uploaded({ blur: 'faces', ...answer }, noFaces)];
    expect(answered.kind).toBe('photo');
    expect(answered.files).toEqual(atOnce.files);
  });
});

describe('a review of what may be heads', () => {
  const fileOf = ({ files }: MadePhoto, name: RegExp) => Buffer.from(files.find(({ key }) => name.test(key))?.bytes ?? []);

  test('shows them hidden, and keeps the picture as it is for who knows better', async () => {
    const [review, hidden] = [await uploaded({ blur: 'faces' }, unsure), await uploaded({ blur: 'faces', seen: true }, unsure)];
    expect([review.kind, hidden.kind, review.record.hidden.length]).toEqual(['review', 'photo', 2]);
    expect(fileOf(review, /1000\.jpg/)).toEqual(fileOf(hidden, /1000\.jpg/));
    expect(fileOf(review, /master/)).toEqual(fileOf(plain, /masters/));
  });

  test.each<[string, Edits]>([
    ['as it is shown', { seen: true }],
    ['but for one', { seen: true, keep: [1] }],
    ['but for all', { seen: true, keep: [1, 2] }],
    ['and one that was missed', { add: [[0.3, 0.1, 0.2, 0.3]] }],
    ['but for one, and one that was missed', { keep: [2], add: [[0.3, 0.1, 0.2, 0.3]] }],
  ])('is answered %s, with the bytes and the id of an upload that said so', async (_, answer) => {
    const review = await uploaded({ blur: 'faces' }, unsure);
    const [answered, atOnce] = [await edited(review, answer, unsure), await uploaded({ blur: 'faces', ...answer }, unsure)];
    expect(answered.kind).toBe('photo');
    expect(answered.record).toEqual(atOnce.record);
    expect(answered.files).toEqual(atOnce.files);
  });

  test('is what an edit ends in as well, and its answer is edited as any photo is', async () => {
    const sharp = await uploaded({}, unsure);
    const review = await edited(sharp, { blur: 'faces' }, unsure);
    expect(review.kind).toBe('review');
    const seen = await edited(review, { seen: true }, unsure);
    const moved = await edited(seen, { focus: [0.1, 0.1] }, unsure);
    expect([moved.kind, moved.record.hidden]).toEqual(['photo', seen.record.hidden]);
    expect(() => edited(seen, { keep: [1] }, unsure)).toThrow(/what was there is gone/);
  });
});
