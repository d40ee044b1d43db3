// Draws a labelled box around all that was found.
import type { Box } from '../../card-schema/photo-focus.ts';
import type { Detections } from './detections.ts';
import { textPixels } from './label-text.ts';
import type { Pixels } from './ports.ts';

type Colour = readonly [red: number, green: number, blue: number];

const BLACK: Colour = [0, 0, 0];
const FACE: Colour = [255, 221, 51];
/** Of objects, by their label; black text is read well on each. */
const COLOURS: readonly Colour[] = [
  [94, 214, 255],
  [126, 232, 135],
  [255, 153, 204],
  [255, 166, 87],
  [196, 181, 253],
];
/** Of the picture's longer side. */
const TEXT_SHARE = 0.024;
const LINE_SHARE = 0.003;
const MIN_TEXT_PIXELS = 16;
const MIN_LINE_PIXELS = 2;

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Found {
  readonly name: string;
  readonly box: Box;
  readonly score: number;
  readonly colour: Colour;
}

/** A new picture. Faces lie above objects, which are larger. */
export function annotated(pixels: Pixels, { faces, objects }: Detections): Pixels {
  const picture = { ...pixels, data: pixels.data.slice() };
  const found: readonly Found[] = [
    ...objects.map(({ label, box, score }) => ({ name: label, box, score, colour: colourOf(label) })),
    ...faces.map(({ box, score }) => ({ name: 'face', box, score, colour: FACE })),
  ];
  const longer = Math.max(pixels.width, pixels.height);
  const line = Math.max(MIN_LINE_PIXELS, Math.round(longer * LINE_SHARE));
  for (const { box, colour } of found) outline(picture, areaOf(box, picture), line, colour);
  const taken: Area[] = [];
  const height = Math.max(MIN_TEXT_PIXELS, Math.round(longer * TEXT_SHARE));
  for (const one of found) taken.push(label(picture, one, { height, line, taken }));
  return picture;
}

function colourOf(label: string): Colour {
  const sum = [...label].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return COLOURS[sum % COLOURS.length] ?? FACE;
}

/** In whole pixels, all of them in the picture. */
function areaOf([left, top, width, height]: Box, picture: Pixels): Area {
  const within = (value: number, max: number) => Math.min(max, Math.max(0, Math.round(value)));
  const x = within(left * picture.width, picture.width - 1);
  const y = within(top * picture.height, picture.height - 1);
  const right = within((left + width) * picture.width, picture.width);
  const bottom = within((top + height) * picture.height, picture.height);
  return { left: x, top: y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

/** With a thin dark edge, so that it is seen on any ground. */
function outline(picture: Pixels, area: Area, line: number, colour: Colour): void {
  frame(picture, area, line + 2, BLACK);
  frame(picture, { left: area.left + 1, top: area.top + 1, width: area.width - 2, height: area.height - 2 }, line, colour);
}

function frame(picture: Pixels, { left, top, width, height }: Area, line: number, colour: Colour): void {
  fill(picture, { left, top, width, height: line }, colour);
  fill(picture, { left, top: top + height - line, width, height: line }, colour);
  fill(picture, { left, top, width: line, height }, colour);
  fill(picture, { left: left + width - line, top, width: line, height }, colour);
}

interface LabelPlace {
  readonly height: number;
  readonly line: number;
  /** Places of other labels. */
  readonly taken: readonly Area[];
}

/** On top of its box, or in it where there is no room, and below labels that are there already. */
function label(picture: Pixels, { name, box, score, colour }: Found, { height, line, taken }: LabelPlace): Area {
  const text = textPixels(` ${name} ${score.toFixed(2)} `, height);
  const { left, top } = areaOf(box, picture);
  const x = Math.max(0, Math.min(left, picture.width - text.width));
  const above = top >= height + line ? top - height : top;
  const place = { left: x, top: Math.min(above, Math.max(0, picture.height - height)), width: text.width, height };
  const free = freePlace(place, taken, picture.height);
  fill(picture, free, colour);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < text.width; column++)
      blend(picture, free.left + column, free.top + row, (text.alpha[row * text.width + column] ?? 0) / 255);
  }
  return free;
}

function freePlace(place: Area, taken: readonly Area[], pictureHeight: number): Area {
  const other = taken.find((one) => overlaps(one, place));
  if (!other) return place;
  const lower = { ...place, top: other.top + other.height + 1 };
  return lower.top + lower.height > pictureHeight ? place : freePlace(lower, taken, pictureHeight);
}

function overlaps(a: Area, b: Area): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

function fill({ data, width, height }: Pixels, area: Area, [red, green, blue]: Colour): void {
  const bottom = Math.min(height, area.top + area.height);
  const right = Math.min(width, area.left + area.width);
  for (let y = Math.max(0, area.top); y < bottom; y++) {
    for (let x = Math.max(0, area.left); x < right; x++) data.set([red, green, blue], (y * width + x) * 3);
  }
}

/** Black on what is there. */
function blend({ data, width, height }: Pixels, x: number, y: number, coverage: number): void {
  if (x >= width || y >= height) return;
  const at = (y * width + x) * 3;
  for (let channel = at; channel < at + 3; channel++) data[channel] = (data[channel] ?? 0) * (1 - coverage);
}
