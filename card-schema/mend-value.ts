// What a page's data holds for a field, made into what the field takes, as far as nobody has to guess.
import type { z } from 'zod/mini';
import { cleanText, isUnclean } from './clean-text.ts';
import { cutText } from './cut-text.ts';
import { quoted } from './errors.ts';
import { type FieldInfo, fieldInfo } from './fields.ts';
import { decodeEntities } from './html-entities.ts';
import { hasVisibleCharacter } from './visible-text.ts';

export type MendCode = 'text_cleaned' | 'text_cut' | 'list_cut' | 'value_changed' | 'value_dropped';

export interface Mending {
  readonly entities: boolean;
  readonly note: (code: MendCode, message: string) => void;
}

/** Entries of a list that are looked at. */
const MAX_LIST_ENTRIES = 1000;

/** A clean line of whatever a page's data holds, such as for its title; empty if there is no text in it. Never throws. */
export function lineOf(given: unknown, { entities = false }: { readonly entities?: boolean } = {}): string {
  try {
    return textOf(plainOf(given, { entities }), Number.POSITIVE_INFINITY, { entities, note: () => {} }) ?? '';
  } catch {
    return ''; // getters and proxies may throw
  }
}

/** The field's value, normalised; undefined if nothing was given, or nothing that can be used. */
export function mendValue(schema: z.ZodMiniType, given: unknown, mending: Mending): unknown {
  const plain = plainOf(given, mending);
  if (isNothing(plain)) return undefined;
  const about = fieldInfo(schema);
  const candidate = candidateFor(about, plain, mending);
  if (isNothing(candidate)) {
    mending.note('value_dropped', `must be ${about.allowed}; got ${quoted(given)}, which is left out.`);
    return undefined;
  }
  const { data, error } = schema.safeParse(candidate);
  if (error) mending.note('value_dropped', `must be ${error.issues[0]?.message}; got ${quoted(given)}, which is left out.`);
  else if (isChanged(about, given, plain, candidate))
    mending.note('value_changed', `is ${quoted(data)} instead of ${quoted(given)}.`);
  return data;
}

function candidateFor(about: FieldInfo, plain: unknown, mending: Mending): unknown {
  switch (about.kind) {
    case 'text':
      return textOf(Array.isArray(plain) ? joined(plain, mending) : plain, about.max ?? 0, mending);
    case 'texts':
      return textsOf(plain, about, mending);
    case 'integer':
      return integerOf(plain);
    case 'choice':
      return about.options?.find((option) => option === String(plain).trim().toLowerCase()) ?? plain;
    case 'date':
      return dateOf(plain);
    case 'image':
      return typeof plain === 'string' ? plain.trim().replace(/^\/\//, 'https://') : undefined;
    case 'language':
      return typeof plain === 'string' ? plain.trim().replaceAll('_', '-') : undefined;
    default:
      return plain; // a kind of a team's own: its schema decides
  }
}

/** Whether a value is another than was given; of a text's own changes, textOf says more. */
function isChanged({ kind }: FieldInfo, given: unknown, plain: unknown, candidate: unknown): boolean {
  if (kind === 'text') return typeof given !== 'string';
  if (kind === 'texts') return !Array.isArray(given);
  return candidate !== (typeof given === 'string' && typeof plain === 'string' ? plain.trim() : given);
}

/** Objects that stand for a text or a number, from whichever realm, as such; texts with their entities decoded on request. */
function plainOf(given: unknown, { entities }: Pick<Mending, 'entities'>): unknown {
  if (typeof given === 'string') return entities ? decodeEntities(given) : given;
  if (typeof given !== 'object' || given === null) return given;
  try {
    const kind = Object.prototype.toString.call(given).slice('[object '.length, -1);
    if (kind === 'Date') return (given as Date).toISOString().replace('T00:00:00.000Z', '');
    if (kind === 'Set') return [...(given as Set<unknown>)];
    return /^(String|Number|URL|Intl\.Locale|Temporal\.\w+)$/.test(kind) ? String(given) : given;
  } catch {
    return {}; // a broken Date, or a proxy that throws: something that nobody can use
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (typeof value === 'string' && value.trim() === '');
}

function textOf(plain: unknown, max: number, { note }: Mending): string | undefined {
  if (typeof plain !== 'string' && typeof plain !== 'bigint' && !Number.isFinite(plain)) return undefined;
  const text = String(plain);
  if (isUnclean(text)) note('text_cleaned', 'has control characters or line separators, which are taken out.');
  const clean = cleanText(text);
  if (!hasVisibleCharacter(clean)) return undefined;
  const cut = cutText(clean, max);
  if (cut !== clean)
    note('text_cut', `has more than ${max} characters and is cut: it ends in ${quoted([...cut].slice(-20).join(''))}.`);
  return cut;
}

function textsOf(plain: unknown, about: FieldInfo, mending: Mending): readonly string[] {
  const { max = 0, each = 0, maxTotal = Number.POSITIVE_INFINITY, allowed } = about;
  const given: readonly unknown[] = Array.isArray(plain) ? plain : [plain];
  const texts: string[] = [];
  let characters = 0;
  for (const entry of given.slice(0, MAX_LIST_ENTRIES)) {
    const value = plainOf(entry, mending);
    if (isNothing(value)) continue;
    // What is behind the last one that fits is not looked at: one warning is enough for all of them.
    const notes: Parameters<Mending['note']>[] = [];
    const text = textOf(value, each, { ...mending, note: (...note) => notes.push(note) });
    if (text !== undefined && (texts.length === max || characters + [...text].length > maxTotal)) {
      mending.note(
        'list_cut',
        `takes ${allowed}: of ${given.length} entries the first ${texts.length} that can be used are taken.`,
      );
      return texts;
    }
    for (const note of notes) mending.note(...note);
    if (text === undefined) mending.note('value_dropped', `takes ${allowed}; ${quoted(entry)} is left out.`);
    else {
      characters += [...text].length;
      texts.push(text);
    }
  }
  return texts;
}

/** A list where one text is wanted, such as the authors of an article. */
function joined(list: readonly unknown[], mending: Mending): string {
  const entries = list.slice(0, MAX_LIST_ENTRIES).map((entry) => plainOf(entry, mending));
  return entries.filter((entry) => typeof entry === 'string' || Number.isFinite(entry)).join(', ');
}

/** A number out of range stays out of range: another in its place would say something that is not so. */
function integerOf(plain: unknown): number | undefined {
  if (!['string', 'number', 'bigint'].includes(typeof plain)) return undefined;
  const written = String(plain).slice(0, 100).normalize('NFKC').trim();
  if (!/^[-+]?\d+(\.\d+)?$/.test(written)) return undefined;
  return Math.round(Number(written)) + 0; // not -0
}

/** The day of a date with a time is the day as it is written there. */
function dateOf(plain: unknown): string | undefined {
  if (typeof plain !== 'string') return undefined;
  const [, year, month = '', day = ''] = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s].*)?$/s.exec(plain) ?? [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
