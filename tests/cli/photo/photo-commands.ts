// What the tests of `cards photo` share: a photo, the calls of its upload, and a double of the API with a folder to work in.
import { afterEach } from '@jest/globals';
import type { ShownPhoto } from '../../../cli/photos/answers.ts';
import { commandsInNewFolders } from '../run-command.ts';
import { type Answers, type PhotoApiDouble, startPhotoApiDouble } from './photo-api-double.ts';

export const ID = '7h3k9m2p4q8r5t6v';
export const OTHER = '0000000000000001';
export const UPLOAD = 'c4x2n8v0w6k1p5zt';
export const DETECTIONS = {
  faces: [{ box: [0.4, 0.1, 0.2, 0.3], score: 0.98 }],
  objects: [{ label: 'person', box: [0.1, 0, 0.8, 1], score: 0.871 }],
} as const;

export const PHOTO: ShownPhoto = {
  id: ID,
  name: 'portrait.jpg',
  width: 1200,
  height: 800,
  source: 'ab'.repeat(32),
  detections: DETECTIONS,
  hidden: [[0.38, 0, 0.24, 0.45]],
  edits: {},
  recipe: 'embedded-1',
  variants: [{ name: '250', width: 250, height: 167, bytes: 12_345 }],
};

export const NO_SUCH_PHOTO = { status: 404, json: { code: 'no_such_photo', message: 'There is no photo.', allowed: '' } };

/** Of one upload, whose status is the answer. */
export function uploadAnswers(origin: string, ...statuses: readonly object[]): Answers {
  return {
    'POST /uploads': [{ status: 201, json: { upload: UPLOAD, url: `${origin}/inbox`, fields: { key: `uploads/${UPLOAD}` } } }],
    'POST /inbox': [{ status: 204 }],
    [`GET /uploads/${UPLOAD}`]: statuses.map((each) => ({ json: { upload: UPLOAD, ...each } })),
  };
}

export const READY = { status: 'ready', photo: ID, detections: DETECTIONS, variants: {} };

/** For the tests of a file. */
export function photoCommands() {
  const { cards, folderPath } = commandsInNewFolders();
  let api: PhotoApiDouble | undefined;
  afterEach(async () => {
    await api?.close();
    api = undefined;
  });
  return {
    folderPath,
    cards,
    async open(answers: (origin: string) => Answers): Promise<PhotoApiDouble> {
      api = await startPhotoApiDouble(answers);
      return api;
    },
    /** As a command that is printed names the place that was asked. */
    place: () => (api?.options ?? []).map((word) => ` ${word}`).join(''),
    photo: (...words: readonly string[]) => cards(['photo', ...words, ...(api?.options ?? [])]),
  };
}
