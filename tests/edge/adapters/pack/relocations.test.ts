import { describe, expect, test } from '@jest/globals';
import { COLUMNS_PER_ROW, columnsOf, rowsOf } from '../../../../edge/adapters/pack/relocations.ts';
import { fc } from '../../../support/fast-check.ts';

type Row = readonly [where: bigint, kind: bigint, added: bigint];

function rowBytes(rows: readonly Row[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(rows.flat()).buffer);
}

describe('Relocations', () => {
  test('come back from columns as they were, which are a third of their bytes', () => {
    const number = fc.bigInt({ min: 0n, max: 0xffff_ffffn });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 50 }), (pairs) => {
        const rows = rowBytes(pairs.map(([where, added]) => [where, 8n, added]));
        const columns = columnsOf(rows) ?? new Uint8Array();
        expect(columns.length * COLUMNS_PER_ROW).toBe(rows.length);
        expect(rowsOf(columns)).toEqual(rows);
      }),
    );
  });

  test.each<[string, Row]>([
    ['another kind', [16n, 6n, 0n]],
    ['a place behind 4 GB', [1n << 32n, 8n, 0n]],
    ['a number behind 4 GB', [16n, 8n, 1n << 32n]],
  ])('have no columns with one of %s', (_, row) => {
    expect(columnsOf(rowBytes([[8n, 8n, 1n], row]))).toBeUndefined();
  });
});
