// @examples article
// What an image host answers. Every other image and the rest of the card are there all the same.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { signCardPath } from '../../../card-schema/card-path.ts';
import { createCard } from '../../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { projectPath } from '../../../project-path.ts';
import type { Bench, Fault, FaultParts } from '../fault.ts';
import { type AnswerImage, IMAGE_HOST, LOST_HOST } from '../image-host.ts';

const image = { seam: 'image', source: true } as const;
const AVATAR = `https://${IMAGE_HOST}/jonas`;
const PORTRAIT = projectPath('local/demo/images/jonas.jpg');

/** A card that looks like a golden picture without its image. */
const plain = (avatar = AVATAR): Pick<FaultParts, 'ask' | 'looks'> => ({
  looks: 'article-plain',
  ask: { path: () => pathOf({ title: 'Small teams, large ships', author: 'Ada Okafor', avatar }) },
});
/** One that looks like a golden picture with its portrait. */
const forest = (cover = ''): Pick<FaultParts, 'ask' | 'looks'> => ({
  looks: 'article-forest',
  ask: {
    path: () =>
      pathOf({
        title: 'A field guide to quiet software',
        author: 'Jonas Brandt',
        section: 'Engineering',
        minutes: 6,
        theme: 'forest',
        avatar: AVATAR,
        cover,
      }),
  },
});

function pathOf(params: Parameters<typeof createCard<'article'>>[1]): Promise<string> {
  return signCardPath(createCard('article', params), DEVELOPMENT_KEYS.signing);
}

const answering = (answer: AnswerImage): Pick<FaultParts, 'switchOn'> => ({
  switchOn: ({ imageHost }: Bench) => imageHost?.answerBy(answer),
});
/** With what has to be made first. */
const preparing = (prepare: () => Promise<AnswerImage>): Pick<FaultParts, 'switchOn'> => ({
  switchOn: async ({ imageHost }: Bench) => imageHost?.answerBy(await prepare()),
});
const status = (code: number) => answering((response) => void response.writeHead(code).end());
const body = (bytes: Buffer | string, type: string) =>
  answering((response) => void response.writeHead(200, { 'content-type': type }).end(bytes));
const made = (make: () => Promise<Buffer>, type: string) =>
  preparing(async () => {
    const bytes = await make();
    return (response) => void response.writeHead(200, { 'content-type': type }).end(bytes);
  });

const missing = (reason: string) => ({
  logged: new RegExp(`"missingImages":\\[\\{"host":"${IMAGE_HOST.replaceAll('.', '\\.')}","reason":"[^"]*${reason}`),
});
/** The card without the image, and with it once the host answers rightly again. */
const gone = { ...image, expected: 'incomplete', mends: true, ...plain() } as const;
const drawn = { ...image, expected: 'card', ...forest(), logged: /"outcome":"card_drawn".*"status":"drawn"/ } as const;

const ICO = Buffer.concat([Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0]), Buffer.alloc(200)]);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>';

export const IMAGE_FAULTS: readonly Fault[] = [
  { ...gone, name: 'an image that is not there (404)', ...status(404), ...missing('answered 404'), quick: true },
  { ...gone, name: 'an image that nobody may have (403)', ...status(403), ...missing('answered 403') },
  { ...gone, name: 'an image host that has had enough (429)', ...status(429), ...missing('answered 429') },
  { ...gone, name: 'an image host that fails (500)', ...status(500), ...missing('answered 500') },
  {
    ...gone,
    name: 'an image that is cut short on its way',
    ...preparing(async () => {
      const bytes = await readFile(PORTRAIT);
      return (response) => {
        response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes.length });
        response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
      };
    }),
    ...missing('the connection ends before'),
    quick: true,
  },
  {
    ...gone,
    name: 'an image that was cut short at its source',
    ...made(async () => (await readFile(PORTRAIT)).subarray(0, 8000), 'image/jpeg'),
    ...missing('that is not whole'),
  },
  {
    ...gone,
    name: 'an image that never ends',
    ...answering((response) => {
      const pump = () => {
        while (!response.destroyed && response.write(randomBytes(65_536)));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    }),
    ...missing('(sends more than|took too long|takes too long)'),
  },
  {
    ...gone,
    name: 'an image host that says nothing',
    ...answering((_response) => {}),
    ...missing('(took|takes) too long'),
    atLeastMs: 1000,
    quick: true,
  },
  {
    ...gone,
    name: 'an image that comes by the byte',
    ...answering((response) => {
      const drip = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(drip));
    }),
    ...missing('(took|takes) too long'),
    atLeastMs: 1000,
  },
  {
    ...gone,
    name: 'an SVG in the place of an image',
    ...body(SVG, 'image/svg+xml'),
    ...missing('which is not an image of an allowed type'),
  },
  {
    ...gone,
    name: 'an icon (ICO) in the place of an image',
    ...body(ICO, 'image/x-icon'),
    ...missing('which is not an image of an allowed type'),
  },
  {
    ...gone,
    name: 'a page in the place of an image',
    ...body('<!doctype html><title>Not found</title><p>Sorry', 'text/html'),
    ...missing('which is not an image of an allowed type'),
  },
  {
    ...gone,
    name: 'nothing in the place of an image',
    ...body('', 'image/jpeg'),
    ...missing('which is not an image of an allowed type'),
  },
  {
    ...gone,
    name: 'an image of too many bytes',
    ...preparing(async () => {
      const bytes = Buffer.concat([await readFile(PORTRAIT), Buffer.alloc(10_500_000)]);
      return (response) => void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    }),
    ...missing('sends more than'),
  },
  {
    ...gone,
    name: 'an image of too many pixels',
    ...made(
      () =>
        sharp({ create: { width: 9000, height: 8000, channels: 3, background: 'teal' } })
          .png()
          .toBuffer(),
      'image/png',
    ),
    ...missing('of 9000 × 8000 pixels'),
  },
  {
    ...gone,
    name: 'an image that is moved to a host that is not allowed',
    ...answering((response) => void response.writeHead(302, { location: 'https://photos.example.net/a.jpg' }).end()),
    logged: /"missingImages":\[\{"host":"images\.example\.com","reason":"photos\.example\.net is not an allowed host/,
  },
  {
    ...image,
    name: 'an image host without an address',
    expected: 'incomplete',
    ...plain(`https://${LOST_HOST}/a.jpg`),
    logged: /"missingImages":\[\{"host":"other\.example\.com","reason":"[^"]*ENOTFOUND/,
  },
  {
    ...image,
    name: 'one of two images is not there, and the other one is',
    expected: 'incomplete',
    mends: true,
    ...forest(`https://${IMAGE_HOST}/cover`),
    ...preparing(async () => {
      const bytes = await readFile(PORTRAIT);
      return (response, path) => void (path === '/cover' ? response.writeHead(404).end() : response.end(bytes));
    }),
    ...missing('answered 404'),
    quick: true,
  },
  { ...drawn, name: 'an AVIF, which is drawn', ...made(() => sharp(PORTRAIT).avif({ lossless: true }).toBuffer(), 'image/avif') },
  { ...drawn, name: 'an image that calls itself a page, which is drawn', ...made(() => readFile(PORTRAIT), 'text/html') },
];
