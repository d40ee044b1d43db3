import { describe, expect, test } from '@jest/globals';
import { parseElf, pointedTo, sectionNamed } from '../../../tools/pack/elf.ts';
import { smallElf, TEXT_ADDRESS, TEXT_OFFSET } from './small-elf.ts';

const code = new Uint8Array(3 * 4096 + 100).fill(0x90);

describe('An ELF file', () => {
  test('reads its sections and its build id', () => {
    const elf = parseElf(smallElf({ code, buildId: '0123456789abcdef0123' }));
    expect(elf.buildId).toBe('0123456789abcdef0123');
    expect(sectionNamed(elf, '.text')).toEqual({
      name: '.text',
      address: TEXT_ADDRESS,
      offset: TEXT_OFFSET,
      size: code.length,
    });
    expect(() => sectionNamed(elf, '.none')).toThrow('The browser has no section ".none".');
  });

  test('reads which places in .text its data points to, each once and in order', () => {
    const file = smallElf({ code, pointedTo: [4096, 16, 4096, 9000] });
    const found = pointedTo(file, parseElf(file), TEXT_ADDRESS, TEXT_ADDRESS + 8192);
    expect([...found]).toEqual([TEXT_ADDRESS + 16, TEXT_ADDRESS + 4096]);
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'no 64-bit little-endian ELF file'],
    ['a text', Buffer.from('#!/bin/sh\n'.repeat(20)), 'no 64-bit little-endian ELF file'],
    ['a file that was cut', smallElf({ code }).subarray(0, -100), 'ends before its section headers do'],
  ])('is not made of %s', (_, file, complaint) => {
    expect(() => parseElf(file)).toThrow(complaint);
  });
});
