/** A JPEG with these segments after its first marker. */
export function withSegments(jpeg: Buffer, segments: readonly (readonly [marker: number, body: Buffer])[]): Buffer {
  const written = segments.map(([marker, body]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...written, jpeg.subarray(2)]);
}

/** The markers of all segments up to the first scan, in order, with their bodies. */
export function segmentsOf(jpeg: Buffer): readonly (readonly [marker: number, body: Buffer])[] {
  const found: (readonly [number, Buffer])[] = [];
  for (let at = 2; jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    found.push([jpeg.readUInt8(at + 1), jpeg.subarray(at + 4, at + 2 + jpeg.readUInt16BE(at + 2))]);
  }
  return found;
}
