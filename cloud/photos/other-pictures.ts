// Pictures, and documents with pictures in them, that photos are not made of: each has a name, so that its sender is not said to have
// sent none.

/** The first bytes, in hexadecimal. */
const SIGNATURES: readonly (readonly [name: string, shape: RegExp])[] = [
  ['JPEG-LS', /^ffd8fff7/],
  ['OpenEXR', /^762f3101/],
  ['Radiance HDR', /^233f52(414449414e4345|474245)/],
  ['JPEG XR', /^4949bc0/],
  ['QOI', /^716f6966/],
  ['DDS', /^44445320/],
  ['DjVu', /^41542654464f524d/],
  ['GIMP’s XCF', /^67696d7020786366/],
  ['PNM', /^(503[1-6](09|0a|0d|20)(3[0-9]|23)|50370a5749445448)/],
  ['PostScript', /^(25215053|c5d0d3c6)/],
  ['BPG', /^425047fb/],
  ['FLIF', /^464c4946/],
  ['an icon of Apple’s', /^69636e73/],
  ['FITS', /^53494d504c4520203d/],
  ['a metafile of Windows', /^(d7cdc69a|01000000.{72}20454d46)/],
  ['HEIF with another codec than HEVC', /^.{8}66747970(61766369|61766373|6a706567|6a706773|76766963|76766973|6a326b69)/],
  // QuickTime before it had ftyp.
  ['video', /^0[01].{6}(6d6f6f76|6d646174|77696465|66726565|736b6970)/],
];
const MAX_SIGNATURE_BYTES = 44;

/** Undefined for what is none of these. */
export function nameOtherPicture(bytes: Buffer): string | undefined {
  const start = bytes.toString('hex', 0, MAX_SIGNATURE_BYTES);
  return SIGNATURES.find(([, shape]) => shape.test(start))?.[0];
}
