// @examples article event quote
// takumi: layout, text and pixels in Rust, one renderer for the life of the process, as its guide advises.
import { readFile } from 'node:fs/promises';
import { Renderer, type RenderOptions } from '@takumi-rs/core';
import { extractEmojis } from '@takumi-rs/helpers/emoji';
import { fromJsx } from '@takumi-rs/helpers/jsx';
import { fontsFor } from '../cards/fonts.ts';
import { readCardImages } from '../cards/images.ts';
import { ALL_TEXT, coverOf } from '../cards/samples.ts';
import { loadElements, readEmoji } from './peer-cards.ts';
import { type Draw, JPEG_QUALITY, type Renderers } from './renderer.ts';

export async function createTakumiPng(): Promise<Renderers> {
  return { takumiPng: { draw: await drawingTo({ format: 'png' }), close: async () => {} } };
}

export async function createTakumiJpeg(): Promise<Renderers> {
  return { takumiJpeg: { draw: await drawingTo({ format: 'jpeg', quality: JPEG_QUALITY }), close: async () => {} } };
}

async function drawingTo(format: RenderOptions): Promise<Draw> {
  const elementOf = await loadElements();
  const renderer = new Renderer();
  for (const { family, weight, file, ranges } of await fontsFor(ALL_TEXT)) {
    const unicodeRange = ranges.map(([first, last]): [number, number] => [first, last]);
    await renderer.registerFont({ name: family, data: await readFile(file), weight, style: 'normal', unicodeRange });
  }
  const { at, faces } = await readCardImages();
  const lasting = [...faces.map((data, face) => ({ src: `face-${face}`, data })), ...(await emojiImages())];
  const faceNames = faces.map((_, face) => `face-${face}`);
  return async (card) => {
    const photo = coverOf(card);
    // It decodes what it is given, used or not. What no other card has would only fill its cache, says its guide.
    const own = photo === '' ? [] : [{ src: photo, data: at(photo), cache: 'none' as const }];
    const images = [...lasting, ...own];
    return async () => {
      const { node, css } = await fromJsx(elementOf(card, { photo, faces: faceNames }));
      const picture = await renderer.render(extractEmojis(node, 'noto'), { width: 1200, height: 630, images, css, ...format });
      return { picture };
    };
  };
}

/** It leaves Noto's colour font blank (COLR version 1), so emoji are images, its guide's other way, each under an address of its own. */
async function emojiImages() {
  return [...(await readEmoji())].map(([emoji, data]) => {
    const tree = extractEmojis({ type: 'text', text: emoji }, 'noto');
    const [image] = tree.type === 'container' ? (tree.children ?? []) : [];
    if (image?.type !== 'image' || typeof image.src !== 'string') throw new Error(`takumi takes ${emoji} for no emoji.`);
    return { src: image.src, data };
  });
}
