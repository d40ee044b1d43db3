/** A piece of an item, in bytes of the file. */
export interface ItemLocation {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** Items whose place is counted from the start of the file, and from that of the box `idat`. Others are made of other items. */
const IN_FILE = 0;
const IN_IDAT = 1;

/** No picture has as many: each is a tile, or a note on it. */
const MAX_LOCATIONS = 100_000;

/** Reads the content of a box `iloc` (ISO/IEC 14496-12, 8.11.3). Throws RangeError where it ends early. */
export function readItemLocations(box: Buffer, idat = Number.POSITIVE_INFINITY): ItemLocation[] {
  let at = 4;
  /** An unsigned number of 0 to 8 bytes. */
  const read = (size: number): number => {
    at += size;
    if (size === 8) return Number(box.readBigUInt64BE(at - 8));
    return size === 0 ? 0 : box.readUIntBE(at - size, size);
  };
  const version = box.readUInt8(0);
  const idSize = version < 2 ? 2 : 4;
  const sizes = read(2);
  const offsetSize = sizeOf(sizes >> 12);
  const lengthSize = sizeOf((sizes >> 8) & 15);
  const baseSize = sizeOf((sizes >> 4) & 15);
  const indexSize = version > 0 ? sizeOf(sizes & 15) : 0;
  const pieceSize = offsetSize + lengthSize + indexSize;
  const locations: ItemLocation[] = [];
  for (let items = read(idSize); items > 0; items--) {
    const id = read(idSize);
    const method = version > 0 ? read(2) & 15 : IN_FILE;
    at += 2; // another file, which none of ours has
    const base = read(baseSize) + (method === IN_IDAT ? idat : 0);
    const pieces = read(2);
    // Pieces without a place could be 65,535 in two bytes.
    if (pieceSize === 0) continue;
    if (locations.length + pieces > MAX_LOCATIONS) throw new Error('it has too many pieces');
    for (let piece = 0; piece < pieces; piece++) {
      at += indexSize;
      const start = base + read(offsetSize);
      const end = start + read(lengthSize);
      if (method === IN_FILE || method === IN_IDAT) locations.push({ id, start, end });
    }
  }
  return locations;
}

function sizeOf(bits: number): 0 | 4 | 8 {
  if (bits === 0 || bits === 4 || bits === 8) return bits;
  throw new Error('its items have no place');
}
