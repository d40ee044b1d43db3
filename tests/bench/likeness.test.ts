import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { oddOnesOut } from './likeness.ts';

const card = (text: string, background = '#203050') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="1200" height="630" fill="${background}"/>${text}</svg>`,
    ),
  );
const shape = (x: number) => `<rect x="${x}" y="200" width="700" height="200" fill="#ffffff"/>`;

test('pictures of one card in other formats, a little apart, are all of that card', async () => {
  const pictures = new Map([
    ['png', await card(shape(100)).png().toBuffer()],
    ['jpeg', await card(shape(100)).jpeg({ quality: 60 }).toBuffer()],
    ['shifted', await card(shape(104)).jpeg().toBuffer()],
  ]);
  expect(await oddOnesOut(pictures)).toEqual(new Map());
});

test('a blank picture is found, at any place in the list', async () => {
  const good = await card(shape(100)).jpeg().toBuffer();
  const blank = await card('').jpeg().toBuffer();
  for (const pictures of [
    { blank, a: good, b: good },
    { a: good, b: good, blank },
  ])
    expect([...(await oddOnesOut(new Map(Object.entries(pictures)))).keys()]).toEqual(['blank']);
});
