// Boxes of HEIF files, AVIF and HEIC, for those that no tool here writes.
export const u8 = (...values: number[]) => Buffer.from(values);
export const u16 = (...values: number[]) => Buffer.concat(values.map((value) => u8(value >> 8, value & 255)));
const u32 = (...values: number[]) => Buffer.concat(values.map((value) => u16(value >>> 16, value & 0xffff)));

export const box = (type: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type), body]);
};

export const full = (type: string, version: number, flags: number, ...content: Buffer[]) =>
  box(type, u32((version << 24) | flags), ...content);

const item = (id: number, type: string) => full('infe', 2, 0, u16(id, 0), Buffer.from(`${type}\0`));

export const ispe = (width: number, height: number) => full('ispe', 0, 0, u32(width, height));

/** The first box of this type in a file, whole. */
export function boxIn(file: Buffer, type: string): Buffer {
  const at = file.indexOf(type) - 4;
  return file.subarray(at, at + file.readUInt32BE(at));
}

export interface HeifItem {
  readonly type: string;
  readonly data: Buffer;
  /** Numbers of properties, from 1; plus 128 for one that a reader must know. */
  readonly properties: readonly number[];
  /** Numbers of the items that it is made of. */
  readonly madeOf?: readonly number[];
}

/** A file of these items, numbered from 1; the first is the picture. */
export function heifOf(brands: string, items: readonly HeifItem[], properties: readonly Buffer[]): Buffer {
  const ftyp = box('ftyp', Buffer.from(brands.slice(0, 4)), u32(0), Buffer.from(brands));
  const start = ftyp.length + metaOf(items, properties, 0).length + 8;
  return Buffer.concat([ftyp, metaOf(items, properties, start), box('mdat', ...items.map(({ data }) => data))]);
}

function metaOf(items: readonly HeifItem[], properties: readonly Buffer[], start: number): Buffer {
  const place = ({ data }: HeifItem, index: number) => {
    const before = items.slice(0, index).reduce((sum, former) => sum + former.data.length, 0);
    return Buffer.concat([u16(index + 1, 0, 1), u32(start + before, data.length)]);
  };
  const made = items.flatMap(({ madeOf = [] }, index) =>
    madeOf.length > 0 ? [box('dimg', u16(index + 1, madeOf.length, ...madeOf))] : [],
  );
  return full(
    'meta',
    0,
    0,
    full('hdlr', 0, 0, u32(0), Buffer.from('pict'), Buffer.alloc(13)),
    full('pitm', 0, 0, u16(1)),
    full('iloc', 0, 0, u8(0x44, 0), u16(items.length), ...items.map(place)),
    full('iinf', 0, 0, u16(items.length), ...items.map(({ type }, index) => item(index + 1, type))),
    ...(made.length > 0 ? [full('iref', 0, 0, ...made)] : []),
    box(
      'iprp',
      box('ipco', ...properties),
      full(
        'ipma',
        0,
        0,
        u32(items.length),
        ...items.flatMap((one, index) => [u16(index + 1), u8(one.properties.length, ...one.properties)]),
      ),
    ),
  );
}
