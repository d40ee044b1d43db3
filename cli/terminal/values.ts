// From what was typed after an option to its value.
import { quoted } from '../../card-schema/errors.ts';
import { UsageError } from './errors.ts';
import { nearest } from './nearest.ts';
import type { ChoiceOption, NumberOption, Option, TextOption } from './option.ts';
import { listed } from './plural.ts';
import { typedPath } from './typed-path.ts';

/** Throws UsageError, with what is allowed. */
export function readTyped(name: string, option: Exclude<Option, { type: 'boolean' }>, text: string): unknown {
  switch (option.type) {
    case 'string':
      return textOf(name, option, text);
    case 'integer':
    case 'number':
      return numberOf(name, option, text);
    case 'choice':
      return oneOf(name, option, text);
    case 'choices':
      return someOf(name, option, text);
  }
}

function textOf(name: string, { parse, allowed = '', value, mayBeEmpty, isPath }: TextOption, text: string): unknown {
  if (parse === undefined) {
    if (text !== '' || mayBeEmpty) return isPath ? typedPath(text) : text;
    // Mostly a variable of the shell that is not set.
    throw new UsageError(`--${name} must not be empty: give ${value}, or leave --${name} out.`);
  }
  const parsed = parse(text);
  if (parsed !== undefined) return parsed;
  throw new UsageError(`--${name} must be ${allowed}; got ${quoted(text)}.`);
}

function numberOf(name: string, { type, min, max }: NumberOption, text: string): number {
  const number = Number(text);
  const written = type === 'integer' ? /^\d{1,15}$/ : /^\d{1,15}(\.\d{1,15})?$/;
  if (written.test(text) && number >= min && number <= max) return number;
  const kind = type === 'integer' ? 'whole number' : 'number';
  throw new UsageError(`--${name} must be a ${kind} from ${min} to ${max}; got ${quoted(text)}.`);
}

function oneOf(name: string, { values }: ChoiceOption, text: string): string {
  if (values.includes(text)) return text;
  throw new UsageError(`--${name} must be ${listed(values, 'or')}; got ${quoted(text)}.${hintFor(text, values)}`);
}

function someOf(name: string, { values }: ChoiceOption, text: string): readonly string[] {
  const given = text.split(',').map((each) => each.trim());
  for (const each of given) {
    if (values.includes(each)) continue;
    const all = values.join(', ');
    throw new UsageError(`--${name} takes ${all}, separated by commas; got ${quoted(each)}.${hintFor(each, values)}`);
  }
  return [...new Set(given)];
}

/** ` Did you mean x?`, or nothing. */
export function hintFor(typed: string, words: readonly string[], dashes = ''): string {
  const meant = nearest(typed, words);
  return meant === undefined ? '' : ` Did you mean ${dashes}${meant}?`;
}
