import { describe, expect, test } from '@jest/globals';
import { dynamicSection, parseElf, pointedTo, relroOf, sectionNamed, threadDataOf } from '../../../tools/pack/elf.ts';
import { DYNAMIC_AT, ROWS_AT, smallElf, TEXT_ADDRESS, TEXT_OFFSET } from './small-elf.ts';

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

  test('reads what the dynamic linker goes by, and writes other values for it', () => {
    const file = smallElf({ code, linked: { relative: [[0x10000, 1]], others: 2 } });
    const dynamic = dynamicSection(file, parseElf(file));
    expect(dynamic?.at).toBe(DYNAMIC_AT);
    expect([7n, 8n, 0x6ffffff9n].map((tag) => dynamic?.value(tag))).toEqual([BigInt(ROWS_AT), 72n, 1n]);
    const before = Buffer.from(file);
    const changed = dynamic?.with(new Map([[8n, 2n ** 40n]])) ?? Buffer.alloc(0);
    expect(file.equals(before)).toBe(true);
    file.set(changed, DYNAMIC_AT);
    const after = dynamicSection(file, parseElf(file));
    expect([7n, 8n, 0x6ffffff9n].map((tag) => after?.value(tag))).toEqual([BigInt(ROWS_AT), 2n ** 40n, 1n]);
    expect(dynamic?.value(0x1en)).toBeUndefined();
    expect(() => dynamic?.with(new Map([[0x1en, 1n]]))).toThrow('.dynamic has no tag 0x1e.');
  });

  test('reads which memory is closed to writing, in whole pages, and what each thread has a copy of, to the byte', () => {
    const linked = { relative: [], relro: { from: 0x12345, to: 0x15678 }, threadData: { from: 0x12348, to: 0x12390 } };
    expect(relroOf(smallElf({ code, linked }))).toEqual({ from: 0x12000, to: 0x15000 });
    expect(threadDataOf(smallElf({ code, linked }))).toEqual(linked.threadData);
  });

  test('may have none of these', () => {
    const file = smallElf({ code });
    expect([dynamicSection(file, parseElf(file)), relroOf(file), threadDataOf(file)]).toEqual([undefined, undefined, undefined]);
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'no 64-bit little-endian ELF file'],
    ['a text', Buffer.from('#!/bin/sh\n'.repeat(20)), 'no 64-bit little-endian ELF file'],
    ['a file that was cut', smallElf({ code }).subarray(0, -100), 'ends before its section headers do'],
  ])('is not made of %s', (_, file, complaint) => {
    expect(() => parseElf(file)).toThrow(complaint);
  });
});
