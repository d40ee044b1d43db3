// The images on the cards, in memory: what it takes to fetch them is nobody's time here.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from '../../../project-path.ts';

const demo = projectPath('local/demo/images');

export interface CardImages {
  /** By the address that a card has. Each card's photo has one of its own: the same pixels, but another address and other bytes. */
  at(address: string): Buffer;
  readonly faces: readonly Buffer[];
}

export async function readCardImages(): Promise<CardImages> {
  const files = [
    join(demo, 'harbour.jpg'),
    join(demo, 'marit.jpg'),
    join(demo, 'jonas.jpg'),
    join(import.meta.dirname, 'ada.jpg'),
  ];
  const [photo = Buffer.alloc(0), ...faces] = await Promise.all(files.map((file) => readFile(file)));
  return {
    at(address) {
      if (!address.includes('/harbour.jpg')) return faces[0] ?? photo;
      // Nothing reads beyond the end of a JPEG, but no cache can take these bytes for those of the card before.
      return Buffer.concat([photo, Buffer.from(address)]);
    },
    faces,
  };
}
