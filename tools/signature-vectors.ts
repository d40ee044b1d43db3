// The signature vectors, which signers in every language are held against, from each vector's own key and params.
import { readFile, writeFile } from 'node:fs/promises';
import { cleanText } from '../card-schema/clean-text.ts';
import { cutText } from '../card-schema/cut-text.ts';
import { parsePhotoSize } from '../card-schema/photo-size.ts';
import { photoUrl } from '../card-schema/photo-url.ts';
import { signatureOf } from '../card-schema/signature.ts';
import { bytesToBase64Url } from '../card-schema/values.ts';
import { formatSource } from '../cli/new/format.ts';
import { projectPath } from '../project-path.ts';
import { canonicalParams, vectorFields } from './vector-templates.ts';
import { sayWhatChanged } from './what-changed.ts';

export interface VectorInput {
  readonly about: string;
  readonly key: string;
  readonly template: string;
  /** What a person gives. */
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Vector extends VectorInput {
  /** The params in the schema's order, with its defaults, as they were given: what a signer is called with. */
  readonly given: readonly unknown[];
  /** The same as the payload holds them. */
  readonly values: readonly unknown[];
  readonly payload: string;
  readonly signature: string;
  readonly path: string;
}

/** A photo in a size of one's own, on the photo site. */
export interface PhotoVector {
  readonly about: string;
  readonly key: string;
  readonly id: string;
  /** `<width>x<height>.<type>`, or `<width>x<height>-inside.<type>` for the whole photo. */
  readonly file: string;
  /** `/<id>/<width>x<height>.<signature>.<type>`. */
  readonly path: string;
}

export interface VectorFile {
  readonly about: string;
  readonly vectors: readonly Vector[];
  /** Texts with what no card may hold, which a signer leaves out so that the page has a card after all. */
  readonly cleaned: readonly Vector[];
  /** Texts that are too long, and where a signer cuts them: at a word, or where there are no spaces at a letter. */
  readonly cuts: readonly { readonly about: string; readonly text: string; readonly max: number; readonly cut: string }[];
  readonly refused: readonly Pick<Vector, 'about' | 'template' | 'given'>[];
  readonly photos: readonly PhotoVector[];
  readonly refusedPhotos: readonly Pick<PhotoVector, 'about' | 'id' | 'file'>[];
}

const FILE = 'card-schema/signature-vectors.json';

export async function readVectors(): Promise<VectorFile> {
  return JSON.parse(await readFile(projectPath(FILE), 'utf8')) as VectorFile; // this module's own file, which a test holds against vectorOf
}

export async function vectorOf({ about, key, template, params }: VectorInput): Promise<Vector> {
  const canonical = canonicalParams(template, params);
  const names = vectorFields(template);
  const given = names.map((name) => params[name] ?? canonical[name]);
  const values = names.map((name) => canonical[name]);
  const payload = bytesToBase64Url(new TextEncoder().encode(JSON.stringify(values)));
  const signature = await signatureOf(`${template}/${payload}`, key);
  return { about, key, template, params, given, values, payload, signature, path: `/${template}/${payload}.${signature}.jpg` };
}

export async function photoVectorOf({ about, key, id, file }: Omit<PhotoVector, 'path'>): Promise<PhotoVector> {
  const size = parsePhotoSize(file);
  if (!size) throw new Error(`${file} is no size of a photo.`);
  const url = await photoUrl({ id, ...size }, { origin: 'https://photos.app.com', signingKey: key });
  return { about, key, id, file, path: new URL(url).pathname };
}

/** What the schema refuses in a text, but for lone surrogates, which not every language's JSON can carry. */
const UNWANTED = /(?![\t\n\v\f\r\u0085])\p{Cc}|[\u202a-\u202e]/gu;

/** A vector of params whose texts hold what a signer leaves out. */
export async function cleanedVectorOf(input: VectorInput): Promise<Vector> {
  const clean = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(clean) : typeof value === 'string' ? value.replace(UNWANTED, '') : value;
  const params = Object.fromEntries(Object.entries(input.params).map(([name, value]) => [name, clean(value)]));
  const vector = await vectorOf({ ...input, params });
  const given = vectorFields(input.template).map((name, at) => input.params[name] ?? vector.given[at]);
  return { ...vector, params: input.params, given };
}

/** JSON in which whatever an editor could compose, reorder or hide is written as an escape. */
function toJson(file: VectorFile): string {
  const escaped = (text: string) => text.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const json = JSON.stringify(file, null, 2).replace(/(?![ \n])[\p{M}\p{Cc}\p{Cf}\p{Z}\u1100-\u11ff]/gu, escaped);
  return `${[...json].map((c) => (c.normalize('NFC') === c ? c : escaped(c))).join('')}\n`;
}

/** Brings them up to date with the rules of signing, and prints whether they have changed. */
export async function writeVectors(): Promise<void> {
  const { about, vectors, cleaned, cuts, refused, photos, refusedPhotos } = await readVectors();
  const now = { vectors: await Promise.all(vectors.map(vectorOf)), cleaned: await Promise.all(cleaned.map(cleanedVectorOf)) };
  const cutNow = cuts.map((one) => ({ ...one, cut: cutText(cleanText(one.text), one.max) }));
  const photosNow = { photos: await Promise.all(photos.map(photoVectorOf)), refusedPhotos };
  const text = await formatSource(projectPath(), FILE, toJson({ about, ...now, cuts: cutNow, refused, ...photosNow }));
  await sayWhatChanged([FILE], () => writeFile(projectPath(FILE), text));
}
