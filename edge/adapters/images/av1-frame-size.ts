/** Kind of unit that says what a stream is; it comes first, or after one that only marks a point in time. */
const SEQUENCE_HEADER = 1;
/** Units that are looked at before giving up. */
const MAX_UNITS = 4;

/**
 * The largest frame that an AV1 stream announces (AV1 bitstream specification, 5.5): decoders make room for it, whatever size the
 * file around the stream names. Undefined where none is announced in the first units; a decoder takes no such stream. Throws
 * RangeError where it ends early.
 */
export function av1FrameSize(stream: Buffer): { readonly width: number; readonly height: number } | undefined {
  for (let at = 0, unit = 0; at < stream.length && unit < MAX_UNITS; unit++) {
    const header = stream.readUInt8(at);
    let size = at + (header & 4 ? 2 : 1); // an extension
    let length = 0;
    if (header & 2) {
      // In groups of seven bits, the lowest first.
      for (let shift = 0, more = true; more; shift += 7, size++) {
        const byte = stream.readUInt8(size);
        length += (byte & 127) * 2 ** shift;
        more = byte > 127 && shift < 56;
      }
    } else length = stream.length - size;
    if (((header >> 3) & 15) === SEQUENCE_HEADER) return announcedSize(stream.subarray(size, size + length));
    at = size + length;
  }
  return undefined;
}

function announcedSize(header: Buffer) {
  const read = bitReader(header);
  read(4); // profile, still picture
  if (read(1)) read(5);
  else skipTimesAndPoints(read);
  const [widthBits, heightBits] = [read(4) + 1, read(4) + 1];
  return { width: read(widthBits) + 1, height: read(heightBits) + 1 };
}

/** What a sequence of pictures has and a still picture leaves out. */
function skipTimesAndPoints(read: (bits: number) => number): void {
  let delayBits = 0;
  if (read(1)) {
    read(32);
    read(32);
    if (read(1)) skipVariableLength(read);
    if (read(1)) {
      delayBits = read(5) + 1;
      read(32);
      read(10);
    }
  }
  const hasDisplayDelay = read(1);
  for (let points = read(5) + 1; points > 0; points--) {
    read(12);
    if (read(5) > 7) read(1);
    if (delayBits > 0 && read(1)) {
      read(delayBits);
      read(delayBits);
      read(1);
    }
    if (hasDisplayDelay && read(1)) read(4);
  }
}

/** As many bits follow the first one as zeros come before it. */
function skipVariableLength(read: (bits: number) => number): void {
  let zeros = 0;
  while (!read(1)) if (++zeros > 32) throw new Error('its coded data is not AV1');
  for (; zeros > 0; zeros--) read(1);
}

function bitReader(bytes: Buffer): (bits: number) => number {
  let at = 0;
  return (bits) => {
    let value = 0;
    for (let bit = 0; bit < bits; bit++, at++) value = value * 2 + ((bytes.readUInt8(at >> 3) >> (7 - (at & 7))) & 1);
    return value;
  };
}
