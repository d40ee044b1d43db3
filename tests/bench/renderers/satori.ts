// @examples article event quote
// satori makes an SVG, in which texts are outlines; resvg makes a PNG of it, or sharp (librsvg, libjpeg-turbo) a JPEG.
import { readFile } from 'node:fs/promises';
import { Resvg } from '@resvg/resvg-js';
import satori, { type SatoriOptions } from 'satori';
import sharp from 'sharp';
import type { Card } from '../../../card-schema/catalogue.ts';
import { fontsFor, woffOf } from '../cards/fonts.ts';
import { readCardImages } from '../cards/images.ts';
import { ALL_TEXT, coverOf } from '../cards/samples.ts';
import { loadElements, readEmoji } from './peer-cards.ts';
import { type Draw, JPEG_QUALITY, type Renderers } from './renderer.ts';

export async function createSatoriResvg(): Promise<Renderers> {
  // Without the machine's fonts, as resvg advises where every text is an outline: else it looks through them each time.
  const options = { font: { loadSystemFonts: false } };
  const draw = await drawingWith(async (svg) => new Resvg(svg, options).render().asPng());
  return { satoriResvg: { draw, close: async () => {} } };
}

export async function createSatoriSharp(): Promise<Renderers> {
  const draw = await drawingWith((svg) => sharp(Buffer.from(svg)).jpeg({ quality: JPEG_QUALITY }).toBuffer());
  return { satoriSharp: { draw, close: async () => {} } };
}

async function drawingWith(rasterize: (svg: string) => Promise<Uint8Array>): Promise<Draw> {
  const elementOf = await loadElements();
  const { at, faces } = await readCardImages();
  const faceUrls = faces.map((bytes) => dataUrl('image/jpeg', bytes));
  const options = await satoriOptions();
  return async (card: Card) => {
    const cover = coverOf(card);
    const images = { photo: cover === '' ? '' : dataUrl('image/jpeg', at(cover)), faces: faceUrls };
    return async () => ({ picture: await rasterize(await satori(elementOf(card, images), options)) });
  };
}

/** One object for every card: satori keeps what it has parsed of the fonts by the identity of their list. */
async function satoriOptions(): Promise<SatoriOptions> {
  const emoji = [...(await readEmoji())].map(([text, png]) => [text, dataUrl('image/png', png)]);
  return {
    width: 1200,
    height: 630,
    fonts: await readFonts(),
    graphemeImages: Object.fromEntries(emoji),
    async loadAdditionalAsset(code: string, text) {
      // It asks for emoji as well, though it has their images.
      if (code === 'emoji') return [];
      throw new Error(`no font that it was given has ${JSON.stringify(text)}`);
    },
  };
}

/** satori takes one font per name, weight and style, and falls back to all others in order: so each further file has a name. */
async function readFonts(): Promise<SatoriOptions['fonts']> {
  const fonts = await fontsFor(ALL_TEXT);
  const isLatin = (file: string) => /inter-latin-/.test(file);
  const named = fonts.map(async (font, at) => ({
    name: isLatin(font.file) ? font.family : `${font.family} ${at}`,
    data: await readFile(woffOf(font)),
    weight: font.weight,
    style: 'normal' as const,
  }));
  return Promise.all(named);
}

function dataUrl(type: string, bytes: Buffer): string {
  return `data:${type};base64,${bytes.toString('base64')}`;
}
