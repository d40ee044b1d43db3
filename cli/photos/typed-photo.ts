// What people type of a photo: its id, points and boxes. Points and boxes are fractions of the photo, whatever its size in pixels.

import { quoted } from '../../card-schema/errors.ts';
import type { Box, Point } from '../../card-schema/photo-focus.ts';
import { isPhotoId } from '../../card-schema/photo-id.ts';
import { UsageError } from '../terminal/errors.ts';
import type { Options } from '../terminal/option.ts';

/** `photo:7H3K…` as well as the bare id, with the letters that Crockford's base32 takes for digits. Throws UsageError. */
export function readPhotoId(word: string): string {
  const id = word
    .trim()
    .toLowerCase()
    .replace(/^photo:/, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  if (isPhotoId(id)) return id;
  throw new UsageError(`A photo is named by 16 letters and digits, such as photo:7h3k9m2p4q8r5t6v; got ${quoted(word)}.`);
}

export const FOCUS = {
  type: 'string',
  value: 'X,Y',
  description: 'the point that every crop keeps, from the left and from the top: 0.4,0.3',
  parse: readPoint,
  allowed: 'two numbers from 0 to 1, from the left and from the top, with a comma between them, such as 0.4,0.3',
} as const satisfies Options[string];

export const ADD = {
  type: 'string',
  value: 'X,Y,W,H',
  description: 'a head that was missed, by its left, top, width and height; may be given again',
  multiple: true,
  parse: readBox,
  allowed:
    'left, top, width and height as fractions of the photo, with commas between them, within the photo, such as 0.4,0.1,0.2,0.3',
} as const satisfies Options[string];

export const KEEP = {
  type: 'string',
  value: 'N',
  description: 'the number of a face that stays as it is, as `photo blur` counts them; may be given again',
  multiple: true,
  parse: readNumbers,
  allowed: 'the number of a face, such as 2, or several with commas between them, such as 1,3',
} as const satisfies Options[string];

function readPoint(text: string): Point | undefined {
  const [left, top, ...more] = fractionsIn(text);
  return left === undefined || top === undefined || more.length > 0 ? undefined : [left, top];
}

function readBox(text: string): Box | undefined {
  const [left, top, width, height, ...more] = fractionsIn(text);
  if (left === undefined || top === undefined || !width || !height || more.length > 0) return undefined;
  // As people round them.
  return left + width > 1.001 || top + height > 1.001 ? undefined : [left, top, width, height];
}

function readNumbers(text: string): readonly number[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => /^[1-9]\d{0,2}$/.test(part)) ? parts.map(Number) : undefined;
}

/** Nothing at all where one of them is none. */
function fractionsIn(text: string): readonly number[] {
  const parts = text.split(',').map((part) => part.trim());
  const isFraction = (part: string) => /^(0|1|0?\.\d{1,15}|0\.\d{0,15}|1\.0{0,15})$/.test(part);
  return parts.every(isFraction) ? parts.map(Number) : [];
}
