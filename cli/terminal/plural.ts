/** `1 fault`, `2 faults`, `1,200 entries`; a verb goes with it: `plural(1, 'picture is', 'pictures are')`. */
export function plural(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** `a, b and c`; with another word than `and`, `a, b or c`. */
export function listed(words: readonly string[], word = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${word} ${words.at(-1)}`;
}
