// Files that strangers may send, each with the code by which it is refused, or `photo` where a viewer shows it too.
import type { Refusal } from '../../cloud/photos/photo-error.ts';
import { BOMBS } from './hostile/bombs.ts';
import { BROKEN } from './hostile/broken.ts';
import { CAMERA_FILES } from './hostile/camera-files.ts';
import { HIDDEN_CONTENTS } from './hostile/hidden-contents.ts';
import { OTHER_TYPES } from './hostile/other-types.ts';

export interface HostileFile {
  readonly ends: Refusal | 'photo';
  readonly make: () => Buffer | Promise<Buffer>;
}

export const HOSTILE_FILES: Readonly<Record<string, HostileFile>> = {
  ...OTHER_TYPES,
  ...BROKEN,
  ...BOMBS,
  ...HIDDEN_CONTENTS,
  ...CAMERA_FILES,
};
