// How a head is made unrecognisable. The worker hides heads by it, and the studio shows by it what will be left of them.
import type { Box } from './photo-focus.ts';

/** Red, green and blue of each pixel, row by row. */
interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Columns and rows of colours that are left of a head. */
const CELLS = 4;
/** With 5 bits for each of red, green and blue, 4 × 4 cells are 240 bits: no face can be found again in them. */
const BITS = 5;
/** Of a superellipse: rounder than a box and fuller than an ellipse, so that it covers the head's box without covering much more. */
const POWER = 4;
/** It goes through the corners of the box. What is in the box is then hidden whole, hair and ears included. */
const REACH = 2 ** (1 / POWER);
/** In halves of the head's size: from there on the photo comes back. */
const FEATHER = 0.32;
const OUTER = REACH + FEATHER;

/** In pixels of the photo; right and bottom are the first that are not in it. */
interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Hides heads: of each, its own 4 × 4 mean colours are left, enlarged smoothly. It is not a Gaussian blur, from which faces can be
 * computed back. All means are taken before anything is hidden, and every pixel of a head's box depends on means alone.
 */
export function blurHeads(pixels: Pixels, heads: readonly Box[]): Pixels {
  const areas = heads.map((head) => areaOf(head, pixels)).filter(({ left, top, right, bottom }) => right > left && bottom > top);
  const hidden = areas.map((area) => ({ area, colours: meanColours(pixels, area) }));
  const data = Uint8Array.from(pixels.data);
  for (const { area, colours } of hidden) paint({ ...pixels, data }, area, colours);
  return { ...pixels, data };
}

/** The part of a head that the photo shows, in whole pixels. */
function areaOf([left, top, width, height]: Box, photo: Pixels): Area {
  const within = (pixel: number, length: number) => Math.min(length, Math.max(0, pixel));
  return {
    left: within(Math.floor(left * photo.width), photo.width),
    top: within(Math.floor(top * photo.height), photo.height),
    right: within(Math.ceil((left + width) * photo.width), photo.width),
    bottom: within(Math.ceil((top + height) * photo.height), photo.height),
  };
}

/** Red, green and blue of each cell, row by row, each one of 32 levels. A cell has at least one pixel, however small the head is. */
function meanColours({ data, width }: Pixels, { left, top, right, bottom }: Area): readonly number[] {
  const edge = (start: number, end: number, cell: number) => Math.floor(start + ((end - start) * cell) / CELLS);
  const colours: number[] = [];
  for (let cell = 0; cell < CELLS * CELLS; cell++) {
    const [column, row] = [cell % CELLS, Math.floor(cell / CELLS)];
    const [firstX, firstY] = [edge(left, right, column), edge(top, bottom, row)];
    const endX = Math.max(firstX + 1, edge(left, right, column + 1));
    const endY = Math.max(firstY + 1, edge(top, bottom, row + 1));
    const sum = [0, 0, 0];
    for (let y = firstY; y < endY; y++) {
      for (let at = (y * width + firstX) * 3; at < (y * width + endX) * 3; at += 3) {
        for (let channel = 0; channel < 3; channel++) sum[channel] = (sum[channel] ?? 0) + (data[at + channel] ?? 0);
      }
    }
    const count = (endX - firstX) * (endY - firstY);
    colours.push(...sum.map((total) => quantised(total / count)));
  }
  return colours;
}

function quantised(value: number): number {
  const levels = 2 ** BITS - 1;
  return (Math.round((value / 255) * levels) / levels) * 255;
}

function paint(photo: Pixels, area: Area, colours: readonly number[]): void {
  const across = shapeOf(area.left, area.right, photo.width);
  const down = shapeOf(area.top, area.bottom, photo.height);
  for (const row of down) {
    const columns = columnsAt(row, colours);
    for (const place of across) {
      const cover = row.isInBox && place.isInBox ? 1 : smooth((OUTER - (row.distance + place.distance) ** (1 / POWER)) / FEATHER);
      if (cover <= 0) continue;
      const at = (row.at * photo.width + place.at) * 3;
      for (let channel = 0; channel < 3; channel++) {
        let colour = 0;
        for (let cell = 0; cell < CELLS; cell++) colour += (columns[cell * 3 + channel] ?? 0) * (place.weights[cell] ?? 0);
        photo.data[at + channel] = Math.round(colour * cover + (photo.data[at + channel] ?? 0) * (1 - cover));
      }
    }
  }
}

/** A column or a row of pixels, seen from a head. */
interface Line {
  /** Its number in the photo. */
  readonly at: number;
  readonly isInBox: boolean;
  /** From the middle, in halves of the head's size, raised for the superellipse. */
  readonly distance: number;
  /** How much of each cell's colour it has. */
  readonly weights: readonly number[];
}

/** Each column, or row, that a head may cover, as far as the photo reaches. */
function shapeOf(start: number, end: number, length: number): readonly Line[] {
  const radius = (end - start) / 2;
  const middle = start + radius;
  const first = Math.max(0, Math.floor(middle - OUTER * radius));
  const count = Math.min(length, Math.ceil(middle + OUTER * radius)) - first;
  return Array.from({ length: count }, (_, index) => {
    const at = first + index;
    return {
      at,
      isInBox: at >= start && at < end,
      distance: (Math.abs(at + 0.5 - middle) / radius) ** POWER,
      weights: weightsAt(((at + 0.5 - start) / (end - start)) * CELLS - 0.5),
    };
  });
}

/** Of a cubic B-spline, which shows no edges of cells and never goes beyond their colours. Outside, the outer cells go on. */
function weightsAt(place: number): readonly number[] {
  const within = Math.min(CELLS - 1, Math.max(0, place));
  const first = Math.floor(within);
  const t = within - first;
  const four = [(1 - t) ** 3 / 6, (3 * t ** 3 - 6 * t ** 2 + 4) / 6, (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6, t ** 3 / 6];
  const weights: number[] = Array.from({ length: CELLS }, () => 0);
  for (const [index, weight] of four.entries()) {
    const cell = Math.min(CELLS - 1, Math.max(0, first - 1 + index));
    weights[cell] = (weights[cell] ?? 0) + weight;
  }
  return weights;
}

/** The colours of the cells' columns at the height of a row. */
function columnsAt({ weights }: Line, colours: readonly number[]): readonly number[] {
  return Array.from({ length: CELLS * 3 }, (_, at) =>
    weights.reduce((sum, weight, row) => sum + weight * (colours[row * CELLS * 3 + at] ?? 0), 0),
  );
}

/** From 0 to 1 without a corner at either end. */
function smooth(value: number): number {
  const part = Math.min(1, Math.max(0, value));
  return part * part * (3 - 2 * part);
}
