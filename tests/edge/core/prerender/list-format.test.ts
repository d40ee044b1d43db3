import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { refuseOtherFormats } from '../../../../edge/core/prerender/list-format.ts';

const TEXT = '# scores\n/1-2-3.jpg\n{"template":"article","params":{"title":"Grüße","author":"李"}}\n';

function utf16(text: string, order: 'LE' | 'BE', mark = ''): Buffer {
  const bytes = Buffer.from(`${mark}${text}`, 'utf16le');
  return order === 'LE' ? bytes : bytes.swap16();
}

function utf32(text: string, order: 'LE' | 'BE'): Buffer {
  const bytes = Buffer.from(Uint32Array.from(text, (character) => character.codePointAt(0) ?? 0).buffer);
  return order === 'LE' ? bytes : bytes.swap32();
}

const refusal = (bytes: Uint8Array) => {
  try {
    refuseOtherFormats(bytes.subarray(0, 4096));
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad_list' });
    return (error as Error).message;
  }
};

const binary = (...parts: readonly (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.alloc(part))));

const lines = Array.from({ length: 5000 }, (_, at) => `/${at % 99}-${at % 98}-3.jpg`).join('\n');

describe('a list in another format is named in one sentence, with what to do', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['UTF-16, as Windows writes it', utf16(TEXT, 'LE', '\ufeff'), /^The list is UTF-16 \(little-endian\), .*iconv .*UTF-16LE\.$/],
    ['UTF-16 of the other order', utf16(TEXT, 'BE', '\ufeff'), /UTF-16 \(big-endian\)/],
    ['UTF-16 without a mark', utf16(TEXT, 'LE'), /UTF-16 \(little-endian\)/],
    ['UTF-16 of the other order without a mark', utf16(TEXT, 'BE'), /UTF-16 \(big-endian\)/],
    ['UTF-16 that begins with a comment in Japanese', utf16(`\ufeff# 上\n${TEXT}`, 'LE'), /UTF-16 \(little-endian\)/],
    ['UTF-32', utf32(`\ufeff${TEXT}`, 'LE'), /UTF-32 \(little-endian\)/],
    ['UTF-32 of the other order', utf32(TEXT, 'BE'), /UTF-32 \(big-endian\)/],
    ['gzip', gzipSync(TEXT), /^The list is compressed with gzip, .*gunzip\.$/],
    ['zstd', zstdCompressSync(TEXT), /compressed with zstd/],
    ['bzip2', binary('BZh91AY&SY'), /compressed with bzip2/],
    ['xz', binary('\xfd7zXZ\0'), /compressed with xz/],
    ['brotli, which has no mark', brotliCompressSync(lines), /begins with the bytes [0-9a-f]{2}( [0-9a-f]{2}){7}: /],
    ['a zip', binary('PK\x03\x04', 26, 'cards.txt'), /is a zip archive/],
    ['an Excel sheet', binary('PK\x03\x04', 26, '[Content_Types].xml'), /is a document of Excel or Word/],
    ['a sheet of LibreOffice', binary('PK\x03\x04', 26, 'mimetypeapplication/vnd.oasis'), /is a document of LibreOffice/],
    ['an old Excel sheet', binary('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 100), /is a document of Excel or Word/],
    ['a tar archive', binary('cards.txt', 248, 'ustar\0'), /is a tar archive/],
    ['a PDF', binary('%PDF-1.7\n%\xe2\xe3'), /is a PDF/],
    ['a JPEG', binary('\xff\xd8\xff\xe0'), /is a picture \(JPEG\).*put --file/],
    ['a PNG', binary('\x89PNG\r\n\x1a\n'), /is a picture or a film/],
    ['an AVIF', binary('\0\0\0\x20ftypavif'), /is a picture or a film/],
    ['an MP4', binary('\0\0\0\x24ftypisom'), /is a picture or a film/],
    ['a page of HTML', Buffer.from('\ufeff <!doctype html><p>Log in'), /is HTML or XML.*server/],
    ['a site map', Buffer.from('<?xml version="1.0"?>'), /is HTML or XML/],
    ['a JSON array', Buffer.from('[\n  {"template": "default"}\n]'), /is one JSON array.*jq -c '\.\[\]' LIST\.$/],
    [
      'JSON over several lines',
      Buffer.from('{\n  "template": "default"\n}'),
      /is JSON with a card on several lines.*jq -c \. LIST/,
    ],
    ['NULs alone', binary(4096), /begins with the bytes 00 00/],
  ])('%s', (_, bytes, sentence) => {
    expect(refusal(bytes)).toMatch(sentence);
    expect(refusal(bytes)).toMatch(/^[^\n]+\.$/);
  });
});

test.each<[string, Uint8Array]>([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from(TEXT)],
  ['text with a mark of UTF-8', Buffer.from(`\ufeff${TEXT}`)],
  ['old Mac text', Buffer.from(TEXT.replaceAll('\n', '\r'))],
  ['Latin-1, whose lines fail one by one', Buffer.from(TEXT, 'latin1')],
  ['Cyrillic in KOI8-R, without a letter of ASCII in its comment', binary('# \xf0\xd2\xc9\xd7\xc5\xd4\n/1-2-3.jpg\n')],
  ['text with a NUL', Buffer.from('/1-2-3.jpg\n\0\n/4-5-6.jpg')],
  ['cards separated by NULs', Buffer.from('/1-2-3.jpg\0/4-5-6.jpg\0')],
  ['an address whose host is in brackets', Buffer.from('[::1]:8080/1-2-3.jpg\n')],
  ['a host that begins like a program', Buffer.from('MZ.example.com/1-2-3.jpg\n')],
  ['one brace, which fails alone', Buffer.from('{\n/1-2-3.jpg\n')],
])('%s is left to be read line by line', (_, bytes) => {
  expect(refusal(bytes)).toBeUndefined();
});
