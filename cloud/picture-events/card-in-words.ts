// What a key stands for, in words.
import { CardError } from '../../card-schema/errors.ts';
import { readKey } from '../../edge/core/asked-key.ts';
import { parseCardKey } from '../../edge/core/card-key.ts';

/** Characters of one value in a mail. */
const MAX_VALUE_CHARACTERS = 80;

export interface KeyInWords {
  readonly template?: string;
  readonly words: string;
}

/** `article: title "…", theme "dark"`. Of a template that this build does not have, or a key with a hash, only the template. */
export function cardInWords(key: string): KeyInWords {
  const { parts } = readKey(key);
  if (!parts) return { words: 'not a card' };
  const { template } = parts;
  try {
    const { params } = parseCardKey(key).card as { readonly params: Readonly<Record<string, unknown>> };
    const values = Object.entries(params).map(([name, value]) => `${name} ${shortened(value)}`);
    return { template, words: values.length === 0 ? template : `${template}: ${values.join(', ')}` };
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    return { template, words: `${template}, its values are not in the key or not of this build` };
  }
}

function shortened(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  const characters = [...text];
  return characters.length > MAX_VALUE_CHARACTERS ? `${characters.slice(0, MAX_VALUE_CHARACTERS).join('')}…` : text;
}
