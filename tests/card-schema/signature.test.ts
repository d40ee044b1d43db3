import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { cleanText } from '../../card-schema/clean-text.ts';
import { cutText } from '../../card-schema/cut-text.ts';
import { CardError } from '../../card-schema/errors.ts';
import { signatureOf, verifySignature } from '../../card-schema/signature.ts';
import { cleanedVectorOf, readVectors, type Vector, vectorOf } from '../../tools/signature-vectors.ts';
import { canonicalParams, vectorFields } from '../../tools/vector-templates.ts';

const { vectors, cleaned, cuts, refused } = await readVectors();

describe.each(vectors)('the vector "$about"', (vector) => {
  const { key, template, params, payload, signature, path } = vector;

  test('is what this code signs: if not, run npm run vectors', async () => {
    expect(vector).toEqual(await vectorOf(vector));
    expect(path).toBe(`/${template}/${payload}.${signature}.jpg`);
    expect(await signatureOf(`${template}/${payload}`, key)).toBe(signature);
  });

  test('is what a signer makes that shares no code with it', () => {
    expect(sign(vector)).toBe(path);
  });

  test('is the same when its values are given to the schema', () => {
    expect(canonicalParams(template, paramsOf(vector))).toEqual(canonicalParams(template, params));
  });
});

describe.each(cleaned)('the vector to be cleaned, "$about"', (vector) => {
  test('is what this code signs: if not, run npm run vectors', async () => {
    expect(vector).toEqual(await cleanedVectorOf(vector));
  });

  test('is none that the schema takes as it is', () => {
    expect(() => canonicalParams(vector.template, paramsOf(vector))).toThrow(CardError);
  });
});

test.each(cuts)('the text is cut as this code cuts it: $about', ({ text, max, cut }) => {
  expect(cutText(cleanText(text), max)).toBe(cut);
  expect([...cut].length).toBeLessThanOrEqual(max);
});

test('a signature vouches only when it is whole', async () => {
  const key = 'a key for tests only';
  const signature = await signatureOf('score/1-2-3', key);
  const vouches = (text: string) => verifySignature(text, 'score/1-2-3', [key]);
  expect(await vouches(signature)).toBe(true);
  for (const other of ['', signature.slice(0, -1), `${signature}A`, signature.repeat(2)]) {
    expect(await vouches(other)).toBe(false);
  }
  expect(await verifySignature(signature, 'score/1-2-3', [])).toBe(false);
});

test.each(refused)('the schema refuses $about', (vector) => {
  expect(() => canonicalParams(vector.template, paramsOf(vector))).toThrow(CardError);
});

function paramsOf({ template, given }: Pick<Vector, 'template' | 'given'>) {
  const names = vectorFields(template);
  return Object.fromEntries(given.map((value, at) => [names[at] ?? '', value]));
}

/** How a signer works, step by step, so that a test can put a fault into each step. */
interface Steps {
  readonly text: (text: string) => string;
  readonly value: (value: unknown) => unknown;
  readonly json: (values: readonly unknown[]) => string;
  readonly base64url: (bytes: Buffer) => string;
  readonly key: (key: string) => string;
  readonly message: (template: string, payload: string) => string;
  readonly mac: (mac: Buffer) => Buffer;
}

const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const SHOWS_NOTHING = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]*$/u; // enough for the vectors

const RIGHT: Steps = {
  text: (text) => {
    const line = text.replace(BREAKS, ' ').normalize('NFC').trim();
    return blank(line);
  },
  value: (value) => value,
  json: (values) => `[${values.map(written).join(',')}]`,
  base64url: (bytes) => bytes.toString('base64url'),
  key: (key) => key,
  message: (template, payload) => `${template}/${payload}`,
  mac: (mac) => mac.subarray(0, 16),
};

/** JSON without JSON.stringify: of what a text may hold, quotes and backslashes alone are escaped. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  return typeof value === 'string' ? `"${value.replace(/["\\]/g, (character) => `\\${character}`)}"` : String(value);
}

function sign({ template, given, key }: Vector, faults: Partial<Steps> = {}): string {
  const steps = { ...RIGHT, ...faults };
  const canonical = (value: unknown): unknown => {
    if (Array.isArray(value)) return steps.value(value.map(canonical));
    return steps.value(typeof value === 'string' ? steps.text(value) : value);
  };
  const payload = steps.base64url(Buffer.from(steps.json(given.map(canonical))));
  const mac = createHmac('sha256', steps.key(key)).update(steps.message(template, payload)).digest();
  return `/${template}/${payload}.${steps.base64url(steps.mac(mac))}.jpg`;
}

const escaped = (pattern: RegExp) => (values: readonly unknown[]) =>
  RIGHT.json(values).replace(pattern, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const blank = (line: string) => (SHOWS_NOTHING.test(line) ? '' : line);

/** What people's first signers get wrong. */
const FAULTS: Readonly<Record<string, Partial<Steps>>> = {
  'does not normalise': { text: (text) => blank(text.replace(BREAKS, ' ').trim()) },
  'normalises to NFKC': { text: (text) => RIGHT.text(text).normalize('NFKC') },
  'does not trim': { text: (text) => blank(text.replace(BREAKS, ' ').normalize('NFC')) },
  'trims ASCII spaces only': {
    text: (text) =>
      blank(
        text
          .replace(BREAKS, ' ')
          .normalize('NFC')
          .replace(/^ +| +$/g, ''),
      ),
  },
  'keeps line breaks': { text: (text) => blank(text.normalize('NFC').trim()) },
  'keeps the line breaks of Unicode': {
    text: (text) =>
      blank(
        text
          .replace(/[\t\r\n]+/g, ' ')
          .normalize('NFC')
          .trim(),
      ),
  },
  'makes one space of each break': {
    text: (text) =>
      blank(
        text
          .replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')
          .normalize('NFC')
          .trim(),
      ),
  },
  'keeps a text that shows nothing': { text: (text) => text.replace(BREAKS, ' ').normalize('NFC').trim() },
  'empties a mark without a letter': { text: (text) => (/^[\p{M}\p{Cf}]*$/u.test(text) ? '' : RIGHT.text(text)) },
  'drops joiners and isolates': { text: (text) => RIGHT.text(text).replace(/\p{Cf}/gu, '') },
  'counts numbers in texts as numbers': { value: (value) => (/^\d+$/.test(String(value)) ? Number(value) : value) },
  'writes numbers as texts': { value: (value) => (typeof value === 'number' ? String(value) : value) },
  'writes empty texts as null': { value: (value) => (value === '' ? null : value) },
  'writes empty lists as texts': { value: (value) => (Array.isArray(value) && value.length === 0 ? '' : value) },
  'joins lists': { value: (value) => (Array.isArray(value) ? value.join(', ') : value) },
  'leaves empty values at the end out': {
    json: (values) => RIGHT.json(values.slice(0, values.findLastIndex((value) => value !== '') + 1)),
  },
  'puts spaces after commas': { json: (values) => `[${values.map(written).join(', ')}]` },
  'escapes slashes': { json: (values) => RIGHT.json(values).replaceAll('/', '\\/') },
  'escapes what is not ASCII': { json: escaped(/[^\0-\x7f]/g) },
  'escapes pairs of surrogates alone': { json: escaped(/[\ud800-\udfff]/g) },
  'escapes markup': { json: escaped(/[<>&]/g) },
  'escapes apostrophes': { json: escaped(/'/g) },
  'does not escape quotes': { json: (values) => RIGHT.json(values).replaceAll('\\"', '"') },
  'does not escape backslashes': { json: (values) => RIGHT.json(values).replaceAll('\\\\', '\\') },
  'writes base64': { base64url: (bytes) => bytes.toString('base64').replace(/=+$/, '') },
  'pads base64url': { base64url: (bytes) => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_') },
  'normalises the key': { key: (key) => key.normalize('NFC') },
  'cuts a long key': { key: (key) => Buffer.from(key).subarray(0, 64).toString() },
  'reads the key as Latin-1': { key: (key) => Buffer.from(key, 'latin1').toString('latin1') },
  'signs the payload alone': { message: (_, payload) => payload },
  'signs with a slash in front': { message: (template, payload) => `/${template}/${payload}` },
  'keeps the whole MAC': { mac: (mac) => mac },
  'takes the last bytes of the MAC': { mac: (mac) => mac.subarray(16) },
};

test.each(Object.entries(FAULTS))('a signer that %s fails a vector', (_, faults) => {
  expect(vectors.filter((vector) => sign(vector, faults) !== vector.path)).not.toEqual([]);
});

test('the payloads end on every remainder of base64, so that a signer that pads fails whatever the templates are', () => {
  expect(new Set(vectors.map(({ payload }) => payload.length % 4))).toEqual(new Set([0, 2, 3]));
});
