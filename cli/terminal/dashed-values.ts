import type { ParseArgsOptionsConfig } from 'node:util';
import { nearest } from './nearest.ts';

/**
 * Makes `--title=--force …` of `--title "--force …"`: a value may begin with a dash. What is an option of this command itself is left
 * to be refused, for then a value has been forgotten.
 */
export function joinDashedValues(args: readonly string[], options: ParseArgsOptionsConfig): string[] {
  // So is what is one but for a typing error.
  const isOption = (text: string) => {
    const name = /^--([a-z][a-z-]*)(?:=.*)?$/s.exec(text)?.[1];
    return (
      text === '--' || (name !== undefined && (Object.hasOwn(options, name) || nearest(name, Object.keys(options)) !== undefined))
    );
  };
  const takesValue = (text: string) =>
    /^--[^=]+$/.test(text) && Object.hasOwn(options, text.slice(2)) && options[text.slice(2)]?.type === 'string';
  const joined: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const [text = '', next] = args.slice(at, at + 2);
    const isJoined = takesValue(text) && next?.startsWith('-') === true && !isOption(next);
    joined.push(isJoined ? `${text}=${next}` : text);
    if (isJoined) at++;
    if (text === '--') return [...joined, ...args.slice(at + 1)];
  }
  return joined;
}
