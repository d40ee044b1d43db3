import { photoAddress } from '../../../card-schema/photo-id.ts';
import type { Edits } from '../../../cloud/photos/edits.ts';
import type { Review } from '../../photos/answers.ts';
import type { PhotoApi } from '../../photos/api.ts';
import { changeInWords } from '../../photos/change-in-words.ts';
import { endOf, WITHOUT_MESSAGE } from '../../photos/change-photo.ts';
import { headRows } from '../../photos/in-words.ts';
import { openPhotoApi, PLACE_OPTIONS } from '../../photos/open-api.ts';
import { readAddress } from '../../photos/read-address.ts';
import { ADD, KEEP } from '../../photos/typed-photo.ts';
import { openPictureFile } from '../../picture/picture-output.ts';
import { command, type Outcome } from '../../terminal/command.ts';
import { ExpectedError, UsageError } from '../../terminal/errors.ts';
import { plural } from '../../terminal/plural.ts';
import { step } from '../../terminal/steps.ts';
import { formatTable } from '../../terminal/table.ts';
import { hintFor } from '../../terminal/values.ts';

const HOW =
  'Give --out to look at it, --publish if no face is left to see in it, --add for each head to hide, or --keep for each that is none.';

export const review = command({
  description: 'lists photos that wait for a person, because no face was surely found to hide; publishes one',
  usage: '[<upload> --out FILE | --publish | --add X,Y,W,H … | --keep N …]',
  words: { usage: '[<upload>]', max: 1, otherwise: 'Name one upload, as `photo review` lists them.' },
  options: {
    out: {
      type: 'string',
      value: 'FILE',
      isPath: true,
      description: 'writes what would be published, to see whether a face is left',
    },
    publish: { type: 'boolean', description: 'makes the photo as --out shows it: a person looked, and no face is left to see' },
    add: ADD,
    keep: {
      ...KEEP,
      description: 'the number of a head that is none, as --out counts them: it stays as it is; may be given again',
    },
    ...PLACE_OPTIONS,
  },
  examples: ['photo review', 'photo review c4x2n8v0w6k1p5zt --publish', 'photo review c4x2n8v0w6k1p5zt --add 0.4,0.1,0.2,0.3'],
  notes: `Heads that may be none are hidden already in what --out writes, and all that --add and --keep leave stays hidden. What waits for 14 days is removed. Until a person has said so, nothing of it is published, and
no card can show it.`,
  async run({ words: [upload], options: { out, publish = false, add, keep, ...where } }) {
    const kept = [...new Set(keep.flat())].sort((a, b) => a - b);
    const ways = [out !== undefined, publish, add.length + kept.length > 0].filter(Boolean).length;
    if (upload === undefined && ways > 0) throw new UsageError('Name the upload, as `photo review` lists them.');
    if (upload !== undefined && ways !== 1) throw new UsageError(HOW);
    const api = await openPhotoApi(where);
    const reviews = await step(`Listing what waits in ${api.name}`, () => waiting(api));
    if (upload === undefined) return { text: inWords(reviews), json: { reviews } };
    const one = reviews.find((each) => each.upload === upload || each.photo === upload);
    if (!one) throw unknownReview(upload, reviews);
    if (out !== undefined) return look(one, out);
    return publishOne(api, one, {
      ...(add.length > 0 ? { add } : { seen: true }),
      ...(kept.length > 0 ? { keep: kept } : {}),
    });
  },
});

async function waiting(api: PhotoApi): Promise<readonly Review[]> {
  const { reviews } = (await api.ask({ path: '/reviews' })) as { readonly reviews: readonly Review[] };
  return reviews;
}

function unknownReview(upload: string, reviews: readonly Review[]): ExpectedError {
  const names = reviews.map((each) => each.upload);
  const there = names.length === 0 ? 'None waits.' : `There are ${names.join(', ')}.`;
  return new ExpectedError('unknown_review', `No photo waits under ${upload}.${hintFor(upload, names)} ${there}`);
}

async function look({ upload, preview = '', hidden = [] }: Review, out: string): Promise<Outcome> {
  const write = await openPictureFile(out);
  await write(await step('Reading it', () => readAddress(preview)));
  const next = `${out}: look whether there is a face. Then --publish it, or --add each head.`;
  const heads = `Hidden in it, by the number that --keep takes:\n${headRows({ hidden, edits: {} })}`;
  return { text: hidden.length === 0 ? next : `${next}\n${heads}`, json: { upload, file: out, hidden } };
}

async function publishOne(api: PhotoApi, { upload, photo = '' }: Review, edits: Edits): Promise<Outcome> {
  const path = `/uploads/${encodeURIComponent(upload)}/review`;
  const sent = (await api.ask({ method: 'POST', path, body: { edits } })) as { readonly upload: string };
  const answer = await step('Making the photo', () => endOf(api, sent.upload));
  // Its answer failed, and it waits as before.
  if (answer.status === 'review') throw new ExpectedError(answer.code ?? 'failed', answer.message ?? WITHOUT_MESSAGE);
  const { text, json } = changeInWords(photo, answer, 'retired', '');
  return { text: text.split('\n')[0] ?? '', json };
}

function inWords(reviews: readonly Review[]): string {
  if (reviews.length === 0) return 'No photo waits for a person.';
  const rows = reviews.map(({ upload, photo, name = '', hidden = [] }) => [
    ...[upload, photo === undefined ? '' : photoAddress(photo), name],
    hidden.length === 0 ? '' : plural(hidden.length, 'head that may be none', 'heads that may be none'),
  ]);
  return `${formatTable([['upload', 'photo', 'name', ''], ...rows])}\n${HOW}`;
}
