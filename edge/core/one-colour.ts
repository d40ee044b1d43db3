// Whether a JPEG is of one colour all over: what a browser gives that has lost its frame. Seen without decoding it.

/** The first block says which colour it is; in the longest codes that there are it takes as many bytes. */
const FIRST_BLOCK_BYTES = 24;
/** The filled up last byte, and the end marker. */
const END_BYTES = 4;
/** Blocks without a change are 1 to 4 bits for each of up to 12 coded parts, and repeat in bytes after as many, or a divisor. */
const MAX_PERIOD_BYTES = 48;

/** All blocks after the first are coded alike, so that the coded picture is one sequence of bits, again and again. */
export function isOfOneColour(jpeg: Uint8Array): boolean {
  const start = startOfScan(jpeg);
  if (start === undefined) return false;
  const coded = jpeg.subarray(start + FIRST_BLOCK_BYTES, -END_BYTES);
  for (let period = 1; period <= MAX_PERIOD_BYTES; period++) {
    if (coded.every((byte, at) => at < period || byte === coded[at - period])) return true;
  }
  return false;
}

/** Where the coded picture begins; undefined where the segments before it cannot be followed. */
function startOfScan(jpeg: Uint8Array): number | undefined {
  const lengthAt = (at: number) => ((jpeg[at] ?? 0) << 8) | (jpeg[at + 1] ?? 0);
  let at = 2;
  while (jpeg[at] === 0xff) {
    const next = at + 2 + lengthAt(at + 2);
    if (jpeg[at + 1] === 0xda) return next;
    at = next;
  }
  return undefined;
}
