// The kinds of field that a card can have, each a zod schema that normalises, validates and describes itself.
import * as z from 'zod'; // as a namespace, so that bundles leave out what is not used: 0.35 MB of messages in other languages
import { MAX_IMAGE_URL_LENGTH, normalizeImageAddress } from './image-address.ts';
import { canonicalTag, MAX_LANGUAGE_CHARACTERS } from './languages/tag.ts';
import { hasVisibleCharacter, LINE_BREAKS } from './visible-text.ts';

/** What forms, tables and the command line need to know of a field. Lengths are in code points. */
export interface FieldInfo {
  readonly kind: 'integer' | 'choice' | 'text' | 'texts' | 'date' | 'image' | 'language';
  readonly label: string;
  readonly allowed: string;
  /** All that there are; for a language, some to suggest. */
  readonly options?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Longest entry of a list of texts; `max` is how many there may be. */
  readonly each?: number;
  /** The most characters that all entries may have in total. */
  readonly maxTotal?: number;
  /** Of an image: width and height of the largest place in which the template shows it, in pixels. */
  readonly slot?: Slot;
}

export type Slot = readonly [width: number, height: number];

// Controls would break a line or a header; surrogates are not characters; the overrides among U+202A to U+202E make a text read
// as another. Isolates (U+2066 to U+2069) only keep directions apart, and stay.
const UNWANTED = /[\p{Cc}\p{Cs}\u202a-\u202e]/u;

/** A field that must be given, and one that may be left out. */
type Required<T> = z.ZodType<T, T>;
type Optional<T> = z.ZodDefault<z.ZodType<T, T>>;

const describe = <S extends z.ZodType>(schema: S, about: FieldInfo): S => schema.meta({ ...about });

const withDefault = (schema: z.ZodType, initial: unknown): z.ZodType =>
  initial === undefined ? schema : schema.default(initial);

/** A whole number, written in a path as its decimal digits. */
export function integer(field: { label: string; min: number; max: number }): Required<number>;
export function integer(field: { label: string; min: number; max: number; initial: number }): Optional<number>;
export function integer({ label, min, max, initial }: { label: string; min: number; max: number; initial?: number }): z.ZodType {
  const allowed = `a whole number from ${min} to ${max}`;
  const schema = z.number({ error: allowed }).int(allowed).min(min, allowed).max(max, allowed);
  return describe(withDefault(schema, initial), { kind: 'integer', label, allowed, min, max });
}

/** One of a few lower-case words; the first is the default. */
export function choice<const T extends readonly [string, ...string[]]>(field: { label: string; options: T }) {
  const allowed = `one of ${field.options.join(', ')}`;
  const schema = z.enum(field.options as unknown as T, { error: allowed }).default(field.options[0] as never);
  return describe(schema, { kind: 'choice', label: field.label, allowed, options: field.options });
}

const line = (min: number, max: number, allowed: string) =>
  z.string({ error: allowed }).transform((given, { issues }) => {
    const whole = given.replace(LINE_BREAKS, ' ').normalize('NFC').trim();
    // One spelling for all texts that show nothing.
    const value = hasVisibleCharacter(whole) ? whole : '';
    const fault = faultOf(whole, value, min, max);
    if (fault === undefined) return value;
    issues.push({ code: 'custom', message: `${allowed}${fault}`, input: given });
    return z.NEVER;
  });

/** What a complaint has to add to what is allowed; undefined if nothing is wrong. */
function faultOf(whole: string, value: string, min: number, max: number): string | undefined {
  if (UNWANTED.test(whole)) return ', without control characters';
  if (value === '' && whole !== '' && min > 0) return ', one of them visible at least';
  return inRange([...value].length, min, max) ? undefined : '';
}

/**
 * One line of free text, in Unicode's form NFC. Without a default it must have a visible character; with one, a text that shows
 * nothing is empty.
 */
export function text(field: { label: string; max: number }): Required<string>;
export function text(field: { label: string; max: number; initial: string }): Optional<string>;
export function text({ label, max, initial }: { label: string; max: number; initial?: string }): z.ZodType {
  const min = initial === '' ? 0 : 1;
  const allowed = `a text of ${min} to ${max} characters`;
  return describe(withDefault(line(min, max, allowed), initial), { kind: 'text', label, allowed, min, max });
}

/** Up to `maxItems` texts of up to `max` characters, in order, with up to `maxTotal` characters in total. */
export function texts(field: { label: string; max: number; maxItems: number; maxTotal?: number }) {
  const { label, max, maxItems, maxTotal = max * maxItems } = field;
  const bound = maxTotal < max * maxItems ? `, ${maxTotal} together` : '';
  const allowed = `up to ${maxItems} texts of 1 to ${max} characters each${bound}`;
  const schema = z
    .array(line(1, max, allowed), { error: allowed })
    .max(maxItems, allowed)
    .refine((list) => [...list.join('')].length <= maxTotal, { error: allowed })
    .default([] as never);
  return describe(schema, { kind: 'texts', label, allowed, min: 0, max: maxItems, each: max, ...(bound ? { maxTotal } : {}) });
}

/** A day of the calendar. */
export function date(field: { label: string }): Required<string>;
export function date(field: { label: string; initial: '' }): Optional<string>;
export function date({ label, initial }: { label: string; initial?: '' }): z.ZodType {
  const allowed = `a day such as 2026-05-14${initial === '' ? ', or empty' : ''}`;
  const day = z.iso.date({ error: allowed });
  const schema = initial === '' ? z.union([z.literal(''), day], { error: allowed }) : day;
  return describe(withDefault(schema, initial), { kind: 'date', label, allowed });
}

/**
 * The https address of a picture on the web, `photo:` and the id of a photo, or empty for none. Which hosts may serve pictures is the
 * deployment's to say. `slot` is a hint: the smallest file of a photo that fills it is read, the largest without it.
 */
export function image({ label, slot }: { label: string; slot?: Slot }) {
  const allowed = `an https address of at most ${MAX_IMAGE_URL_LENGTH} characters, photo: and an id, or empty`;
  const schema = z
    .string({ error: allowed })
    .transform((value, context) => {
      if (value.trim() === '') return '';
      const found = normalizeImageAddress(value);
      if ('address' in found) return found.address;
      context.addIssue({ code: 'custom', message: `${allowed} (this one ${found.problem})` });
      return z.NEVER;
    })
    .default('');
  return describe(schema, { kind: 'image', label, allowed, max: MAX_IMAGE_URL_LENGTH, ...(slot ? { slot } : {}) });
}

/** What forms suggest: a template's words may be there in more languages, and every other tag is taken too. */
const SUGGESTED_LANGUAGES =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka ko lt lv mr ms nb ne nl pl pt pt-BR ro ru sk sl sr sr-Latn sv sw ta te th tr uk ur vi zh-Hans zh-Hant';

/**
 * The card's language: any BCP 47 tag. It decides the words, dates and numbers that a template adds, glyphs (Han above all) and
 * ways to break lines. Empty: what the texts are in, by their script. For open templates: a tag may have the hyphen that
 * separates values in other paths.
 */
export function language() {
  const allowed = `a BCP 47 language tag such as de, pt-BR or zh-Hant, of at most ${MAX_LANGUAGE_CHARACTERS} characters, or empty for what the texts are in`;
  const schema = z
    .string({ error: allowed })
    .transform((value, context) => {
      const tag = value === '' ? '' : canonicalTag(value);
      if (tag !== undefined) return tag;
      context.addIssue({ code: 'custom', message: allowed });
      return z.NEVER;
    })
    .default('');
  const options = SUGGESTED_LANGUAGES.split(' ');
  return describe(schema, { kind: 'language', label: 'Language', allowed, max: MAX_LANGUAGE_CHARACTERS, options });
}

/** The description that a field carries. */
export function fieldInfo(schema: z.ZodType): FieldInfo {
  return schema.meta() as unknown as FieldInfo; // every field above is made by describe()
}

function inRange(value: number, min: number, max: number): boolean {
  return min <= value && value <= max;
}
