import { expect, test } from '@jest/globals';
import { crc64Nvme } from '../../../local/s3/crc64-nvme.ts';

// The first is the check value of the catalogue of parametrised CRC algorithms.
test.each([
  ['123456789', 'ae8b14860a799888'],
  ['', '0000000000000000'],
])('the checksum of %j', (text, hex) => {
  expect(crc64Nvme(Buffer.from(text)).toString('hex')).toBe(hex);
});
