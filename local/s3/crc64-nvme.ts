// CRC-64/NVME, the checksum that version 2 of the AWS CLI sends with each upload. Node has CRC-32 alone.

/** Reversed, as the bits come. */
const POLYNOMIAL = 0x9a6c9329ac4bc9b5n;

/** Halves of 32 bits: arithmetic with BigInt would take seconds for a photo. */
const [LOW, HIGH] = [new Uint32Array(256), new Uint32Array(256)];
for (let byte = 0; byte < 256; byte++) {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) crc = (crc >> 1n) ^ (crc & 1n ? POLYNOMIAL : 0n);
  LOW[byte] = Number(crc & 0xffffffffn);
  HIGH[byte] = Number(crc >> 32n);
}

/** Eight bytes, the highest first. */
export function crc64Nvme(bytes: Uint8Array): Buffer {
  let [low, high] = [0xffffffff, 0xffffffff];
  for (const byte of bytes) {
    const at = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (LOW[at] ?? 0);
    high = (high >>> 8) ^ (HIGH[at] ?? 0);
  }
  const crc = Buffer.alloc(8);
  crc.writeUInt32BE(~high >>> 0, 0);
  crc.writeUInt32BE(~low >>> 0, 4);
  return crc;
}
