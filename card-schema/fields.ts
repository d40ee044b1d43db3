// The kinds of field that a card can have, each a zod schema that normalises, validates and describes itself.
// zod itself is 65 kB more to load before a first card. As a namespace: by name, bundles take 0.4 MB of messages along.
import * as z from 'zod/mini';
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
type Required<T> = z.ZodMiniType<T, T>;
type Optional<T> = z.ZodMiniDefault<z.ZodMiniType<T, T>>;

function describe<S extends z.ZodMiniType>(schema: S, about: FieldInfo): S {
  z.globalRegistry.add(schema, { ...about });
  return schema;
}

const withDefault = (schema: z.ZodMiniType, initial: unknown): z.ZodMiniType =>
  initial === undefined ? schema : z._default(schema, initial as never); // each kind of field asks for a default of its own type

/** A whole number, written in a path as its decimal digits. */
export function integer(field: { label: string; min: number; max: number }): Required<number>;
export function integer(field: { label: string; min: number; max: number; initial: number }): Optional<number>;
export function integer({
  label,
  min,
  max,
  initial,
}: {
  label: string;
  min: number;
  max: number;
  initial?: number;
}): z.ZodMiniType {
  const allowed = `a whole number from ${min} to ${max}`;
  const schema = z.number({ error: allowed }).check(z.int(allowed), z.minimum(min, allowed), z.maximum(max, allowed));
  return describe(withDefault(schema, initial), { kind: 'integer', label, allowed, min, max });
}

/** One of a few lower-case words; the first is the default. */
export function choice<const T extends readonly [string, ...string[]]>(field: { label: string; options: T }) {
  const allowed = `one of ${field.options.join(', ')}`;
  const schema = z._default(z.enum(field.options as unknown as T, { error: allowed }), field.options[0] as never);
  return describe(schema, { kind: 'choice', label: field.label, allowed, options: field.options });
}

/** A text in its one spelling, or what a complaint about it adds to what is allowed. */
type Normalized = { readonly value: string } | { readonly fault: string };

function normalizedText(allowed: string, normalize: (given: string) => Normalized) {
  return z.pipe(
    z.string({ error: allowed }),
    z.transform((given: string, { issues }) => {
      const found = normalize(given);
      if ('value' in found) return found.value;
      issues.push({ code: 'custom', message: `${allowed}${found.fault}`, input: given });
      return z.NEVER;
    }),
  );
}

const line = (min: number, max: number, allowed: string) =>
  normalizedText(allowed, (given) => {
    const whole = given.replace(LINE_BREAKS, ' ').normalize('NFC').trim();
    // One spelling for all texts that show nothing.
    const value = hasVisibleCharacter(whole) ? whole : '';
    const fault = faultOf(whole, value, min, max);
    return fault === undefined ? { value } : { fault };
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
export function text({ label, max, initial }: { label: string; max: number; initial?: string }): z.ZodMiniType {
  const min = initial === '' ? 0 : 1;
  const allowed = `a text of ${min} to ${max} characters`;
  return describe(withDefault(line(min, max, allowed), initial), { kind: 'text', label, allowed, min, max });
}

/** Up to `maxItems` texts of up to `max` characters, in order, with up to `maxTotal` characters in total. */
export function texts(field: { label: string; max: number; maxItems: number; maxTotal?: number }) {
  const { label, max, maxItems, maxTotal = max * maxItems } = field;
  const bound = maxTotal < max * maxItems ? `, ${maxTotal} together` : '';
  const allowed = `up to ${maxItems} texts of 1 to ${max} characters each${bound}`;
  const isShort = (list: readonly string[]) => [...list.join('')].length <= maxTotal;
  const list = z.array(line(1, max, allowed), { error: allowed });
  const schema = list.check(z.maxLength(maxItems, allowed), z.refine(isShort, { error: allowed }));
  return describe(z._default(schema, []), {
    kind: 'texts',
    label,
    allowed,
    min: 0,
    max: maxItems,
    each: max,
    ...(bound ? { maxTotal } : {}),
  });
}

/** A day of the calendar. */
export function date(field: { label: string }): Required<string>;
export function date(field: { label: string; initial: '' }): Optional<string>;
export function date({ label, initial }: { label: string; initial?: '' }): z.ZodMiniType {
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
  const schema = normalizedText(allowed, (given) => {
    if (given.trim() === '') return { value: '' };
    const found = normalizeImageAddress(given);
    return 'address' in found ? { value: found.address } : { fault: ` (this one ${found.problem})` };
  });
  return describe(z._default(schema, ''), {
    kind: 'image',
    label,
    allowed,
    max: MAX_IMAGE_URL_LENGTH,
    ...(slot ? { slot } : {}),
  });
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
  const schema = normalizedText(allowed, (given) => {
    const value = given === '' ? '' : canonicalTag(given);
    return value === undefined ? { fault: '' } : { value };
  });
  const options = SUGGESTED_LANGUAGES.split(' ');
  return describe(z._default(schema, ''), {
    kind: 'language',
    label: 'Language',
    allowed,
    max: MAX_LANGUAGE_CHARACTERS,
    options,
  });
}

/** Whether a card may leave the field out. */
export function isOptional(schema: z.ZodMiniType): boolean {
  return schema.safeParse(undefined).success;
}

/** The description that a field carries. */
export function fieldInfo(schema: z.ZodMiniType): FieldInfo {
  return z.globalRegistry.get(schema) as unknown as FieldInfo; // every field above is made by describe()
}

function inRange(value: number, min: number, max: number): boolean {
  return min <= value && value <= max;
}
