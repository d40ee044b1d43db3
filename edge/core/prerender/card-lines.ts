// From the bytes of a list of cards to its lines, as they come and in bounded memory.
import { MAX_HEAD_BYTES, refuseOtherFormats } from './list-format.ts';
import { type CardLine, MAX_LINE_BYTES, MAX_SAMPLE_BYTES, readLine } from './readable-line.ts';

const LF = 0x0a;
const CR = 0x0d;

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The lines that hold a card. Throws CardError `bad_list` when the list is something else than text. */
export async function* cardLinesOf(list: Bytes): AsyncGenerator<CardLine> {
  const splitter = createSplitter();
  for await (const chunk of withKnownFormat(list)) yield* splitter.linesIn(chunk);
  yield* splitter.rest();
}

/** Holds the list back until its first line, or as much as its format takes, is there; then gives it as it comes. */
async function* withKnownFormat(list: Bytes): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of list) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < MAX_HEAD_BYTES && !chunk.includes(LF)) continue;
    refuseOtherFormats(head.subarray(0, MAX_HEAD_BYTES));
    yield head;
    head = undefined;
  }
  if (head === undefined) return;
  refuseOtherFormats(head);
  yield head;
}

/** Lines end with \n, \r\n or \r. No other line end of Unicode counts: U+2028 may stand in JSON. */
function createSplitter() {
  let line = 0;
  let bytes = 0;
  let kept: Uint8Array[] = [];
  let previous = 0;

  function add(part: Uint8Array): void {
    const before = bytes;
    bytes += part.length;
    // A copy, or a short rest would hold the whole chunk that it is a part of.
    if (bytes <= MAX_LINE_BYTES) kept.push(Buffer.from(part));
    else if (before <= MAX_LINE_BYTES) kept = [Buffer.concat([...kept, part.subarray(0, MAX_SAMPLE_BYTES)])];
  }

  function end(): readonly CardLine[] {
    line += 1;
    const read = bytes === 0 ? undefined : readLine(line, Buffer.concat(kept), bytes);
    kept = [];
    bytes = 0;
    return read ? [read] : [];
  }

  return {
    *linesIn(chunk: Uint8Array): Generator<CardLine> {
      let from = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at] ?? 0;
        const isSecondHalf = byte === LF && previous === CR;
        previous = byte;
        if (byte !== LF && byte !== CR) continue;
        if (!isSecondHalf) {
          add(chunk.subarray(from, at));
          yield* end();
        }
        from = at + 1;
      }
      add(chunk.subarray(from));
    },
    rest: end,
  };
}
