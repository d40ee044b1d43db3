// A file that Chromium makes for a picture's pixels, in the process that has the memory library.
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { expect } from '@jest/globals';
import { PICTURE_SIZE } from '../../../../../card-schema/picture-size.ts';
import { fallocate, mkstemp } from './loaded-library.ts';

export const PIXELS = PICTURE_SIZE.width * PICTURE_SIZE.height * 4;

/** As Chromium makes a file for pixels: a second descriptor, the length, the pages. */
export function makeFile(): { readonly fd: number; readonly second: number; close(): void } {
  const path = Buffer.from('/tmp/.org.chromium.Chromium.XXXXXX\0');
  const fd = mkstemp(path) as number;
  const second = openSync(path.subarray(0, -1).toString(), 'r');
  ftruncateSync(fd, PIXELS);
  expect(fallocate(fd, 0, 0, PIXELS)).toBe(0);
  const close = () => {
    closeSync(fd);
    closeSync(second);
  };
  return { fd, second, close };
}
