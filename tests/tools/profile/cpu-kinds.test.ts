import { describe, expect, test } from '@jest/globals';
import { answerAs, CPU_KINDS, stateAs } from '../../../tools/profile/cpu-kinds.ts';

const all = { eax: 0xffffffff, ebx: 0xffffffff, ecx: 0xffffffff, edx: 0xffffffff };
const has = (value: number, bit: number) => (value >>> bit) % 2 === 1;

describe('A pretended CPU', () => {
  test('reads its maker and its model', () => {
    const { ebx, edx, ecx } = answerAs(CPU_KINDS.broadwell, 0, 0, { ...all, eax: 0x10 });
    expect(Buffer.from(Uint32Array.of(ebx, edx, ecx).buffer).toString()).toBe('GenuineIntel');
    expect(answerAs(CPU_KINDS.broadwell, 1, 0, all).eax).toBe(0x406f1);
  });

  test('has what its kind has, and nothing that its kind lacks', () => {
    const { ebx, ecx } = answerAs(CPU_KINDS.milan, 7, 0, all);
    expect({ avx2: has(ebx, 5), sha: has(ebx, 29), vaes: has(ecx, 9), avx512f: has(ebx, 16), gfni: has(ecx, 8) }).toEqual({
      avx2: true,
      sha: true,
      vaes: true,
      avx512f: false,
      gfni: false,
    });
  });

  test('answers like this machine where kinds do not differ', () => {
    const answer = { eax: 1, ebx: 2, ecx: 3, edx: 4 };
    expect(answerAs(CPU_KINDS.rome, 0x80000008, 0, answer)).toEqual(answer);
    expect(answerAs(CPU_KINDS.rome, 7, 2, answer)).toEqual(answer);
  });

  test('keeps the registers of AVX-512 only where it has it', () => {
    expect(stateAs(CPU_KINDS['ice-lake'], 0xe7)).toBe(0xe7);
    expect(stateAs(CPU_KINDS.rome, 0xe7)).toBe(0x07);
  });
});
