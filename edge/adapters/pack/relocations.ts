// Half a million relocations of the browser are rows of three numbers: where, which kind, and what is added. The kind is always the
// same, and "where" grows by a few bytes a row: as columns they pack to half as much, and are a third of the bytes to unpack.

const ROW_BYTES = 24;
const COLUMN_BYTES = 4;
/** Rows have so many times the bytes of columns. */
export const COLUMNS_PER_ROW = 3;
/** R_X86_64_RELATIVE */
const RELATIVE = 8;

/** How far "where" is from the row before, then what is added. Undefined for rows that would not come back from columns. */
export function columnsOf(rows: Uint8Array): Uint8Array | undefined {
  const count = rows.length / ROW_BYTES;
  const columns = new Uint32Array(count * 2);
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
  let before = 0;
  for (let row = 0; row < count; row++) {
    const where = view.getUint32(row * ROW_BYTES, true);
    columns[row] = where - before;
    columns[count + row] = view.getUint32(row * ROW_BYTES + 16, true);
    before = where;
  }
  const packed = new Uint8Array(columns.buffer);
  return Buffer.from(rowsOf(packed)).equals(rows) ? packed : undefined;
}

export function rowsOf(columns: Uint8Array): Uint8Array {
  const count = columns.length / (2 * COLUMN_BYTES);
  const from = new Uint32Array(columns.buffer, columns.byteOffset, count * 2);
  const rows = new Uint32Array((count * ROW_BYTES) / COLUMN_BYTES);
  let where = 0;
  for (let row = 0; row < count; row++) {
    where += from[row] as number;
    rows[row * 6] = where;
    rows[row * 6 + 2] = RELATIVE;
    rows[row * 6 + 4] = from[count + row] as number;
  }
  return new Uint8Array(rows.buffer);
}
