// Photos made of the astronaut by the very code of the worker, with a detector that finds what a test says.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createPictures } from '../../cloud/photos/adapters/sharp-pictures.ts';
import type { Detections } from '../../cloud/photos/detections.ts';
import { addEdits, canonicalEdits, type Edits } from '../../cloud/photos/edits.ts';
import { idOfEdit, idOfPhoto } from '../../cloud/photos/id-of-photo.ts';
import { makePhoto } from '../../cloud/photos/make-photo.ts';
import type { MadePhoto, PhotoOrder } from '../../cloud/photos/photo-order.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { projectPath } from '../../project-path.ts';

export const bytes = await readFile(projectPath('tests/photos/pictures/astronaut.png'));
export const source = createHash('sha256').update(bytes).digest('hex');
const recipe = 'recipe of tests';
export const pictures = createPictures({});

export const FACE = { box: [0.35, 0.11, 0.18, 0.22], score: 0.9 } as const;
export const SECOND_FACE = { box: [0.7, 0.6, 0.1, 0.1], score: 0.6 } as const;
export const NOTHING: Detections = { faces: [], objects: [] };

/** `hide` finds a second face, of which `focus` is not sure. */
export const faces = detectorOf({ faces: [FACE], objects: [] }, { faces: [FACE, SECOND_FACE], objects: [] });
export const noFaces = detectorOf(NOTHING, NOTHING);
/** A spoon and a cup, which may be heads, and none of which crops would keep. */
export const unsure = detectorOf(NOTHING, { faces: [SECOND_FACE, { box: [0.1, 0.1, 0.1, 0.1], score: 0.74 }], objects: [] });

export function detectorOf(forFocus: Detections, forHiding: Detections) {
  const asked: string[] = [];
  return {
    name: 'faces of tests',
    asked,
    detect: (_: unknown, wanted: 'focus' | 'hide') => {
      asked.push(wanted);
      return Promise.resolve(wanted === 'focus' ? forFocus : forHiding);
    },
  };
}

const SHARED = {
  name: 'astronaut.png',
  source,
  recipe,
  stage: <T>(_: string, work: () => Promise<T>) => work(),
};

export function uploaded(given: Edits = {}, detector = faces, masters = true): Promise<MadePhoto> {
  const edits = canonicalEdits(given);
  const order: PhotoOrder = {
    ...SHARED,
    id: idOfPhoto({ source, edits, recipe }),
    edits,
    bytes,
    deadline: createDeadline(30_000),
  };
  return makePhoto(order, { pictures, detector, masters });
}

export function edited(from: MadePhoto, more: Edits, detector = faces): Promise<MadePhoto> {
  const edits = addEdits(from.record.edits, more, from.kind === 'review');
  const master = from.files.find(({ key }) => /master/.test(key));
  const order: PhotoOrder = {
    ...SHARED,
    id: idOfEdit(from.record, edits, recipe),
    edits,
    bytes: master?.bytes ?? Buffer.alloc(0),
    from: from.record,
    ...(from.kind === 'photo' && { fromId: from.record.id }),
    deadline: createDeadline(30_000),
  };
  return makePhoto(order, { pictures, detector, masters: true });
}

/** The bytes of each file but the record, which names where a photo comes from. */
export function picturesOf({ files }: MadePhoto): Readonly<Record<string, string>> {
  const hash = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');
  return Object.fromEntries(files.filter(({ type }) => type !== 'application/json').map((file) => [file.key, hash(file.bytes)]));
}
