// HEIC files as phones write them: the coded data of a small file in other boxes.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';
import { box, boxIn, full, heifOf, ispe, u8, u16 } from '../support/heif-boxes.ts';

export const TILE = { width: 256, height: 208 } as const;

export interface HeicParts {
  readonly columns?: number;
  readonly rows?: number;
  /** Quarter turns to the left. */
  readonly turns?: number;
  /** 0: top and bottom change places; 1: left and right do. */
  readonly mirror?: 0 | 1;
  /** Colour primaries by ITU-T H.273. */
  readonly primaries?: number;
  /** The transfer curve, likewise. @default 13, that of sRGB */
  readonly transfer?: number;
  /** What the file says of itself, in place of the truth. */
  readonly size?: { readonly width: number; readonly height: number };
  /** @default 'heicmif1miaf' */
  readonly brands?: string;
  /** How often the grid is put into a grid again; below 0: it is made of itself. */
  readonly nested?: number;
}

export function heicFile(name: 'plain' | 'display-p3' | 'transparent' | 'ten-bits'): Buffer {
  return readFileSync(projectPath(`tests/photos/heic/${name}.heic`));
}

/** Tiles that all show the same, as one picture. */
export function heicOfParts(parts: HeicParts = {}): Buffer {
  const { columns = 1, rows = 1, turns, mirror, primaries, transfer = 13, brands = 'heicmif1miaf', nested = 0 } = parts;
  const plain = heicFile('plain');
  const size = parts.size ?? { width: columns * TILE.width, height: rows * TILE.height };
  const shape = Buffer.concat([u8(0, 0, rows - 1, columns - 1), u16(size.width & 0xffff, size.height & 0xffff)]);
  const transforms = [
    ...(turns === undefined ? [] : [box('irot', u8(turns))]),
    ...(mirror === undefined ? [] : [box('imir', u8(mirror))]),
  ];
  const colours = primaries === undefined ? [] : [box('colr', Buffer.from('nclx'), u16(primaries, transfer, 6), u8(0x80))];
  const properties = [
    ispe(size.width, size.height),
    ispe(TILE.width, TILE.height),
    boxIn(plain, 'hvcC'),
    full('pixi', 0, 0, u8(3, 8, 8, 8)),
  ];
  const own = [...transforms, ...colours].map((_, index) => properties.length + 1 + index);
  const grids = nested < 0 ? 1 : nested + 1;
  const firstTile = grids + 1;
  const tiles = Array.from({ length: columns * rows }, (_, index) => firstTile + index);
  const madeOf = (grid: number) => (nested < 0 ? tiles.map(() => 1) : grid < grids ? tiles.map(() => grid + 1) : tiles);
  const data = plain.subarray(plain.indexOf('mdat') + 4);
  return heifOf(
    brands,
    [
      ...Array.from({ length: grids }, (_, index) => ({
        type: 'grid',
        data: shape,
        properties: [1, 4, ...(index === 0 ? own.map((number) => number + 128) : [])],
        madeOf: madeOf(index + 1),
      })),
      ...tiles.map(() => ({ type: 'hvc1', data, properties: [2, 0x83, 4] })),
    ],
    [...properties, ...transforms, ...colours],
  );
}
