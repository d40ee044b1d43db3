// The commands draw and put: one card, without a server to start first, into a file or into the local store.
import { photosOf } from '../../card-schema/card-images.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { examplePath } from '../../card-schema/example-card.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { createS3Store } from '../../edge/adapters/aws/s3-store.ts';
import { formatWarning } from '../../edge/core/answers.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import { SETTINGS } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { isIncomplete } from '../../edge/core/missing.ts';
import type { Drawing } from '../../edge/core/ports.ts';
import { DEFAULT_DATA, LOCAL_BUCKET } from '../../local/stack/config.ts';
import { openLocalStore } from '../../local/stack/store.ts';
import { warningsOfDrawing } from '../card-warnings.ts';
import { refuseUnusableData } from '../picture/data-folder.ts';
import { type DrawnOnce, drawOnce, MAX_DRAWING_MS, type PhotoPlace } from '../picture/draw-once.ts';
import { readOwnPicture } from '../picture/own-picture.ts';
import { isStdout, openPictureFile, refuseStdout } from '../picture/picture-output.ts';
import { command, type Outcome } from '../terminal/command.ts';
import { UsageError } from '../terminal/errors.ts';
import { imageOption, signedLine } from '../terminal/example-lines.ts';
import { cardOf, IMAGE_HOSTS, ORIGIN, PHOTO_BUCKET } from '../terminal/options.ts';
import { typedPath } from '../terminal/typed-path.ts';

const OWN_ORIGIN = { ...ORIGIN, description: 'whose key signed the path, if a path is given' } as const;

export const draw = command({
  description: 'writes the picture of a card',
  usage: '<template> [--field value …] | <path or address>',
  takesCard: true,
  options: {
    origin: OWN_ORIGIN,
    'image-hosts': IMAGE_HOSTS,
    data: {
      type: 'string',
      value: 'DIR',
      isPath: true,
      description: `the local stack’s store, for photos; ${DEFAULT_DATA} if left out`,
    },
    'photo-bucket': { ...PHOTO_BUCKET, description: 'where the photos are instead, on AWS' },
    region: {
      type: 'string',
      value: 'REGION',
      description: 'of that bucket',
      parse: SETTINGS.bucketRegion.parse,
      allowed: SETTINGS.bucketRegion.allowed,
    },
    out: {
      type: 'string',
      value: 'FILE',
      isPath: true,
      description: 'card.jpg in this folder if left out; - is standard output',
    },
    strict: { type: 'boolean', description: 'fails where the card lacks an image or a character' },
  },
  examples: [
    `draw ${signedLine()} --out card.jpg`,
    ...(imageOption() === undefined ? [] : [`draw ${signedLine()} ${imageOption()} --image-hosts images.app.com`]),
    `draw ${examplePath()}`,
  ],
  notes: `A card that lacks an image or a character is written with a warning and exit code 0; with --strict it is exit code 1, and no file.
With --out - the picture is all that goes to standard output, such as with … --out - > card.jpg; what there is to say goes to standard error.`,
  async run(line) {
    const { origin, out = typedPath('card.jpg'), strict = false } = line.options;
    const card = await cardOf(line, origin);
    const photos = photoPlaceIn(line.options);
    if (isStdout(out)) refuseStdout({ json: line.json, isTerminal: process.stdout.isTTY, env: process.env });
    const write = isStdout(out) ? undefined : await openPictureFile(out);
    const drawn = await drawOnce(card, line.options['image-hosts'] ?? [], photos);
    if (strict) refuseIncomplete(drawn.drawing, 'not written');
    await write?.(drawn.drawing.jpeg);
    return { ...outcomeOf(card, drawn, write ? out : 'standard output'), ...(write ? {} : { stdout: drawn.drawing.jpeg }) };
  },
});

export const put = command({
  description: 'draws and stores the picture of a card',
  usage: '<template> [--field value …] | <path or address>',
  takesCard: true,
  options: {
    origin: OWN_ORIGIN,
    'image-hosts': IMAGE_HOSTS,
    data: { type: 'string', value: 'DIR', isPath: true, description: `the local stack’s store; ${DEFAULT_DATA} if left out` },
    file: { type: 'string', value: 'FILE', isPath: true, description: 'a JPEG of your own, instead of drawing' },
  },
  examples: [`put ${examplePath()}`, 'put default --file our-face.jpg'],
  notes:
    'A picture that is there already stays as it is: `purge` it first. A card that lacks an image or a character is not stored: exit code 1.',
  async run(line) {
    const { origin, data = DEFAULT_DATA, file } = line.options;
    const hosts = line.options['image-hosts'] ?? [];
    return putCard(await cardOf(line, origin), hosts, data, file);
  },
});

function photoPlaceIn(options: {
  readonly data?: string | undefined;
  readonly region?: string | undefined;
  readonly 'photo-bucket'?: string | undefined;
}): PhotoPlace {
  const { data, region, 'photo-bucket': photoBucket } = options;
  if (photoBucket === undefined) {
    if (region !== undefined) throw new UsageError('--region belongs to --photo-bucket.');
    return { data: data ?? DEFAULT_DATA };
  }
  if (data !== undefined) throw new UsageError('--data and --photo-bucket are two places; name one.');
  if (region === undefined) throw new UsageError('--photo-bucket needs --region, an AWS Region such as us-east-1.');
  return { photoBucket, region };
}

/** Says how large the picture is and how long it took. */
function outcomeOf(card: Card, { drawing, ms }: DrawnOnce, file: string): Outcome {
  const { quality, missingGlyphs, missingImages } = drawing;
  const warnings = warningsOfDrawing(card, drawing);
  const about = { file, bytes: drawing.jpeg.length, quality, ms: Math.round(ms), missingGlyphs, missingImages, warnings };
  const text = `${file}: ${about.bytes} bytes, quality ${quality}, drawn in ${about.ms} ms`;
  return { text: isIncomplete(drawing) ? `${text}, incomplete` : text, json: about, warnings };
}

function refuseIncomplete(drawing: Drawing, result: string): void {
  if (isIncomplete(drawing)) throw new CardError('incomplete', `The card is ${result}: ${formatWarning(drawing)}.`);
}

/** Stores the picture, drawn or one of your own, in the local stack's store. A key that is taken stays as it is. */
async function putCard(card: Card, hosts: readonly string[], data: string, ownFile: string | undefined): Promise<Outcome> {
  await refuseUnusableData(data);
  const isDrawn = ownFile === undefined;
  const jpeg = isDrawn ? await drawComplete(card, hosts, data) : await readOwnPicture(ownFile);
  const photos = isDrawn ? photosOf(card).map(({ id }) => id) : [];
  const key = formatCardKey(card, await designVersions());
  const store = await openLocalStore(data, 0);
  try {
    const pictures = createS3Store(store.client, LOCAL_BUCKET);
    const { created } = await pictures.put(key, jpeg, createDeadline(MAX_DRAWING_MS), photos);
    return {
      text: `${key}: ${created ? `stored, ${jpeg.length} bytes` : 'was there already, and stays as it is'}`,
      json: { key, stored: created, ...(created ? { bytes: jpeg.length } : {}) },
    };
  } finally {
    await store.close();
  }
}

async function drawComplete(card: Card, hosts: readonly string[], data: string): Promise<Uint8Array> {
  const { drawing } = await drawOnce(card, hosts, { data });
  refuseIncomplete(drawing, 'not stored');
  return drawing.jpeg;
}
