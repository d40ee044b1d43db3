import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { CardError } from '../../card-schema/errors.ts';
import { holdsCard } from '../../edge/core/prerender/card-line.ts';

export interface CardLine {
  /** Its number in the list, from 1, comments and empty lines counted. */
  readonly line: number;
  readonly text: string;
}

/** Standard input. */
const STDIN = '-';

/** No card is a tenth as long, even with every character escaped; a file without line ends is not a list. */
const MAX_LINE_LENGTH = 100_000;

/** The lines of a list that hold a card, until the signal ends the list early. */
export async function* readCardLines(file: string, stopping?: AbortSignal): AsyncGenerator<CardLine> {
  const input: Readable = file === STDIN ? process.stdin : createReadStream(file);
  // A list that nobody is writing to would otherwise be waited for.
  const end = () => void input.destroy();
  stopping?.addEventListener('abort', end, { once: true });
  let line = 0;
  try {
    for await (const text of splitLines(input)) {
      line += 1;
      if (stopping?.aborted) return;
      if (holdsCard(text)) yield { line, text };
    }
  } catch (error) {
    if (!stopping?.aborted) throw error; // the list that we have ended ourselves
  } finally {
    stopping?.removeEventListener('abort', end);
    end();
  }
}

/** Lines end with \n or \r\n, as JSON lines do. (node:readline takes U+2028 for an end as well, which may stand in JSON.) */
async function* splitLines(input: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > MAX_LINE_LENGTH) throw new CardError('not_a_card', `A line has more than ${MAX_LINE_LENGTH} characters.`);
  }
  if (rest !== '') yield rest;
}

/** How many lines hold a card; undefined for a list that can be read only once. */
export async function countCardLines(file: string): Promise<number | undefined> {
  if (file === STDIN) return undefined;
  let count = 0;
  for await (const _ of readCardLines(file)) count++;
  return count;
}
