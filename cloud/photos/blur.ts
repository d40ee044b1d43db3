import type { Box } from '../../card-schema/photo-focus.ts';
import type { Pixels } from './ports.ts';

/** Columns and rows of colours that are left of a head. */
const CELLS = 4;
/** With 5 bits for each of red, green and blue, 4 × 4 cells are 240 bits: no face can be found again in them. */
const BITS = 5;
/** Of a superellipse: rounder than a box and fuller than an ellipse, so that it covers the head's box without covering much more. */
const POWER = 4;
/** It goes through the corners of the box. What is in the box is then hidden whole, hair and ears included. */
const REACH = 2 ** (1 / POWER);
/** From there on the photo comes back within this part of the head's size. */
const FEATHER = 0.16;

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

function paint(
  photo: { readonly data: Uint8Array; readonly width: number; readonly height: number },
  area: Area,
  colours: readonly number[],
) {
  const [radiusX, radiusY] = [(area.right - area.left) / 2, (area.bottom - area.top) / 2];
  const [middleX, middleY] = [area.left + radiusX, area.top + radiusY];
  const outer = REACH + FEATHER * 2;
  const [firstX, endX] = [
    Math.max(0, Math.floor(middleX - outer * radiusX)),
    Math.min(photo.width, Math.ceil(middleX + outer * radiusX)),
  ];
  const [firstY, endY] = [
    Math.max(0, Math.floor(middleY - outer * radiusY)),
    Math.min(photo.height, Math.ceil(middleY + outer * radiusY)),
  ];
  for (let y = firstY; y < endY; y++) {
    const down = cellAt((y + 0.5 - area.top) / (area.bottom - area.top));
    const [distanceY, isRowInBox] = [(Math.abs(y + 0.5 - middleY) / radiusY) ** POWER, y >= area.top && y < area.bottom];
    for (let x = firstX; x < endX; x++) {
      const isInBox = isRowInBox && x >= area.left && x < area.right;
      const distance = ((Math.abs(x + 0.5 - middleX) / radiusX) ** POWER + distanceY) ** (1 / POWER);
      const cover = isInBox ? 1 : smooth((outer - distance) / (outer - REACH));
      if (cover <= 0) continue;
      const across = cellAt((x + 0.5 - area.left) / (area.right - area.left));
      const at = (y * photo.width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const colour = between(colours, across, down, channel);
        photo.data[at + channel] = Math.round(colour * cover + (photo.data[at + channel] ?? 0) * (1 - cover));
      }
    }
  }
}

/** Between which two cells a place is, and how near to the second. Beyond the middles of the outer cells, their colours go on. */
interface Place {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

function cellAt(fraction: number): Place {
  const cell = Math.min(CELLS - 1, Math.max(0, fraction * CELLS - 0.5));
  const first = Math.floor(cell);
  return { first, second: Math.min(CELLS - 1, first + 1), share: smooth(cell - first) };
}

function between(colours: readonly number[], across: Place, down: Place, channel: number): number {
  const colour = (column: number, row: number) => colours[(row * CELLS + column) * 3 + channel] ?? 0;
  const upper = colour(across.first, down.first) * (1 - across.share) + colour(across.second, down.first) * across.share;
  const lower = colour(across.first, down.second) * (1 - across.share) + colour(across.second, down.second) * across.share;
  return upper * (1 - down.share) + lower * down.share;
}

/** From 0 to 1 without a corner at either end. */
function smooth(value: number): number {
  const part = Math.min(1, Math.max(0, value));
  return part * part * (3 - 2 * part);
}
