// How many pictures the templates have, so that it can be known what a stranger can make a deployment draw.
import { fieldInfo } from './fields.ts';
import type { Template } from './template.ts';

/**
 * Without a word of its author. All of them cost money once for each design (docs/11-performance.md says how much), and are drawn in
 * minutes by anybody who wants it.
 */
export const MAX_UNSIGNED_PICTURES = 1_000_000;

/**
 * How many cards a template has, whose fields are numbers and choices (what an address without a signature can hold). undefined
 * where a field has no end that could be counted: a text, a date, an image.
 */
export function pictureCount({ fields }: Pick<Template, 'fields'>): bigint | undefined {
  let count = 1n;
  for (const schema of Object.values(fields)) {
    const { kind, min = 0, max = 0, options = [] } = fieldInfo(schema);
    if (kind === 'integer') count *= BigInt(max) - BigInt(min) + 1n;
    else if (kind === 'choice') count *= BigInt(new Set(options).size);
    else return undefined;
  }
  return count;
}
