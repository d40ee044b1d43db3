// The fields that signature-vectors.json is made of. They stand here and not in the catalogue, whose templates every team changes:
// a signer's rules are the same whatever there is to sign.
import * as z from 'zod/mini';
import { CardError } from '../card-schema/errors.ts';
import { choice, date, image, integer, language, text, texts } from '../card-schema/fields.ts';
import type { Shape } from '../card-schema/template.ts';

const VECTOR_TEMPLATES: Readonly<Record<string, Shape>> = {
  article: {
    title: text({ label: 'Title', max: 140 }),
    author: text({ label: 'Author', max: 60 }),
    section: text({ label: 'Section', max: 30, initial: '' }),
    minutes: integer({ label: 'Reading time in minutes', min: 0, max: 240, initial: 0 }),
    theme: choice({ label: 'Theme', options: ['light', 'dark', 'forest', 'ember'] }),
    cover: image({ label: 'Cover image' }),
    avatar: image({ label: 'Author’s image' }),
    language: language(),
    readWord: text({ label: 'Words for “min read”', max: 10, initial: '' }),
  },
  quote: {
    words: text({ label: 'Words', max: 280 }),
    speaker: text({ label: 'Who said it', max: 60 }),
    role: text({ label: 'Their role or the source', max: 80, initial: '' }),
    theme: choice({ label: 'Theme', options: ['paper', 'ink', 'plum', 'sea'] }),
    portrait: image({ label: 'Portrait' }),
    language: language(),
  },
  event: {
    title: text({ label: 'Title', max: 100 }),
    place: text({ label: 'Place', max: 80 }),
    date: date({ label: 'Date' }),
    time: text({ label: 'Time', max: 20, initial: '' }),
    speakers: texts({ label: 'Speakers', max: 40, maxItems: 50, maxTotal: 400 }),
    theme: choice({ label: 'Theme', options: ['night', 'day', 'citrus', 'rose'] }),
    language: language(),
    endDate: date({ label: 'Last day, if there are several', initial: '' }),
    whereWord: text({ label: 'Word for “Where”', max: 20, initial: '' }),
    withWord: text({ label: 'Word for “With”', max: 20, initial: '' }),
    moreWord: text({ label: 'Words for “and {n} more”', max: 30, initial: '' }),
  },
};

/** Names of a template's fields, in the order of their values. */
export function vectorFields(template: string): readonly string[] {
  return Object.keys(shapeOf(template));
}

/** The params as the payload holds them. Throws CardError `invalid_params` for what a schema refuses. */
export function canonicalParams(template: string, params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const result = z.strictObject({ ...shapeOf(template) }).safeParse(params);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || issue.code}: ${issue.message}`);
  throw new CardError('invalid_params', faults.join(' '));
}

function shapeOf(template: string): Shape {
  const shape = VECTOR_TEMPLATES[template];
  if (!shape) throw new Error(`No vector is of ${template}: there are ${Object.keys(VECTOR_TEMPLATES).join(', ')}.`);
  return shape;
}
