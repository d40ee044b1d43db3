// Whether every card that a template's schema allows has an address. Part of `npm run check`.
import { MAX_PATH_LENGTH } from '../../card-schema/card-path.ts';
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { type FieldInfo, fieldInfo } from '../../card-schema/fields.ts';
import { isSigned, type Template } from '../../card-schema/template.ts';

type Addressed = Pick<Template, 'addressing' | 'signed' | 'fields'>;

export interface LongestCard {
  /** Characters of its path, with a design version and, where the template needs one, a signature. */
  readonly pathLength: number;
  /** What each field adds at most, longest first. */
  readonly fields: readonly { readonly name: string; readonly info: FieldInfo; readonly bytes: number }[];
}

/** UTF-8 has four at most; JSON escapes of what a text may hold have two, for a quote or a backslash. */
const BYTES_PER_CHARACTER = 4;
const VERSION_LENGTH = '/~0123456789ab'.length;
const SIGNATURE_LENGTH = '.'.length + 22;

/** Bytes of a field's longest value in JSON. */
const MAX_VALUE_BYTES: Readonly<Record<FieldInfo['kind'], (info: FieldInfo) => number>> = {
  integer: ({ min = 0, max = 0 }) => Math.max(String(min).length, String(max).length),
  choice: ({ options = [] }) => quotedBytes(longestOf(options)),
  text: ({ max = 0 }) => quotedBytes(max * BYTES_PER_CHARACTER),
  texts: ({ max = 0, each = 0, maxTotal = max * each }) => listBytes(max) + Math.min(maxTotal, max * each) * BYTES_PER_CHARACTER,
  date: () => quotedBytes('2026-05-14'.length),
  // ASCII without quotes and backslashes: image-address.ts escapes them.
  image: ({ max = 0 }) => quotedBytes(max),
  language: ({ max, options = [] }) => quotedBytes(Math.max(max ?? 0, longestOf(options))),
};

export function longestCard(name: string, template: Addressed): LongestCard {
  const { addressing, fields } = template;
  const longest = Object.entries(fields).map(([field, schema]) => {
    const info = fieldInfo(schema);
    return { name: field, info, bytes: MAX_VALUE_BYTES[info.kind](info) };
  });
  const bytes = longest.reduce((sum, field) => sum + field.bytes, 0);
  const separators = Math.max(0, longest.length - 1);
  const values = {
    fixed: name.length,
    root: bytes + separators,
    closed: '/'.length + name.length + bytes + separators,
    open: '/'.length + name.length + base64Length('[]'.length + bytes + separators),
  };
  return {
    pathLength: VERSION_LENGTH + '/'.length + values[addressing] + (isSigned(template) ? SIGNATURE_LENGTH : 0) + '.jpg'.length,
    fields: [...longest].sort((a, b) => b.bytes - a.bytes),
  };
}

/** A sentence for each template whose longest card has no address: how long it is, and what to shorten. */
export function longestCardProblems(
  templates: Readonly<Record<string, Addressed>> = TEMPLATES as unknown as Record<string, Template>, // seen from here each has some fields
): string[] {
  return Object.entries(templates).flatMap(([name, template]) => {
    const { pathLength, fields } = longestCard(name, template);
    const excess = pathLength - MAX_PATH_LENGTH;
    if (excess <= 0) return [];
    const shares = fields.slice(0, 3).map(({ name: field, info, bytes }) => `${field} (${sizeOf(info)}) ${base64Length(bytes)}`);
    return [
      `${name}: the path of its longest card has ${pathLength} characters, ${excess} more than ${MAX_PATH_LENGTH}. A character of a text may take ${BYTES_PER_CHARACTER} bytes, and three bytes four characters of the path. Lower a max: of the path are ${shares.join(', ')}.`,
    ];
  });
}

function sizeOf({ kind, max = 0, each = 0, maxTotal = max * each }: FieldInfo): string {
  return kind === 'texts'
    ? `${max} texts of ${maxTotal} characters together`
    : kind === 'text' || kind === 'image'
      ? `${max} characters`
      : kind;
}

function quotedBytes(bytes: number): number {
  return bytes + '""'.length;
}

/** Of a list of texts all that is not a text: brackets, quotes and commas. */
function listBytes(count: number): number {
  return '[]'.length + quotedBytes(0) * count + Math.max(0, count - 1);
}

function longestOf(words: readonly string[]): number {
  return Math.max(0, ...words.map((word) => Buffer.byteLength(word)));
}

/** Base64url without padding. */
function base64Length(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}
