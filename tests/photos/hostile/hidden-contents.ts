// Pictures that viewers show, with something in them that must not come through.

import type { HostileFile } from '../hostile-files.ts';
import { photo, WRITERS } from './broken.ts';
import { withSegments } from './jpeg-segments.ts';

const SCRIPT = '<script>alert(1)</script><?php system($_GET["c"]); ?>';

const shown = (make: HostileFile['make']): HostileFile => ({ ends: 'photo', make });
const jpegWith = (...segments: readonly (readonly [marker: number, body: Buffer])[]) =>
  shown(async () => withSegments(await photo().jpeg().toBuffer(), segments));
const followedBy = (type: string, tail: Buffer) => shown(async () => Buffer.concat([(await WRITERS[type]?.()) ?? tail, tail]));
const exif = (body: string) => Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from(body, 'hex')]);

export const HIDDEN_CONTENTS: Readonly<Record<string, HostileFile>> = {
  'a JPEG with a ZIP archive behind it': followedBy('JPEG', Buffer.from(`504b0304${'00'.repeat(3000)}504b0506`, 'hex')),
  'a JPEG with a page behind it': followedBy('JPEG', Buffer.from(`<html>${SCRIPT}</html>`)),
  'a JPEG with a second JPEG behind it': shown(async () =>
    Buffer.concat([await photo().jpeg().toBuffer(), await photo(300, 300).jpeg().toBuffer()]),
  ),
  'a PNG with a script behind it': followedBy('PNG', Buffer.from(SCRIPT)),
  'a WebP with a PDF behind it': followedBy('WebP', Buffer.from('%PDF-1.7\n')),
  'a GIF with Java behind it': followedBy('GIF', Buffer.from('504b0304cafebabe', 'hex')),
  'an AVIF with text behind it': followedBy('AVIF', Buffer.from('\r\n<!-- cached -->')),
  'a JPEG with a script in its comment': jpegWith([0xfe, Buffer.from(SCRIPT)]),
  'a JPEG with 1.3 MB of comments': jpegWith(...Array.from({ length: 20 }, () => [0xfe, Buffer.alloc(65_000, SCRIPT)] as const)),
  'a JPEG with XMP that names a file': jpegWith([
    0xe1,
    Buffer.from(
      'http://ns.adobe.com/xap/1.0/\0<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x:xmpmeta>&e;</x:xmpmeta>',
      'latin1',
    ),
  ]),
  'a JPEG with EXIF of noise': jpegWith([0xe1, exif(`4d4d002a000000080fff${'ab'.repeat(900)}`)]),
  'a JPEG with EXIF that goes round in circles': jpegWith([
    0xe1,
    exif('4d4d002a0000000800018769000400000001000000080000000800000008'),
  ]),
  'a JPEG with an orientation of 99': jpegWith([
    0xe1,
    exif('4d4d002a0000000800010112000300000001006300000000 0000'.replace(/ /g, '')),
  ]),
  'a JPEG with an orientation of the wrong type': jpegWith([0xe1, exif('4d4d002a000000080001011200020000ffff7fffffff00000000')]),
  'a JPEG with a colour profile of noise': jpegWith([
    0xe2,
    Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), Buffer.alloc(4000, 0xa5)]),
  ]),
  'a JPEG with half a colour profile': jpegWith([
    0xe2,
    Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x09', 'latin1'), Buffer.alloc(400)]),
  ]),
};
