import { describe, expect, test } from '@jest/globals';
import { Decoder, DecoderOptions, Formatter, FormatterSyntax } from 'iced-x86';
import { assemble } from '../../../local/native/assemble.ts';

describe('The assembler', () => {
  // As GNU's assembler encodes them.
  test.each([
    ['mov eax, 9', 'b809000000'],
    ['mov eax, 0xffffffff', 'b8ffffffff'],
    ['mov r10, 0x123456789a', '49ba9a78563412000000'],
    ['mov rdi, [rsi + rcx*8 + 16]', '488b7cce10'],
    ['mov [rbp], rax', '48894500'],
    ['mov [r13], rax', '49894500'],
    ['mov rax, [rbx + rcx]', '488b040b'],
    ['mov rax, [rsp + 8]', '488b442408'],
    ['mov rax, [rdi - 0x1000]', '488b8700f0ffff'],
    ['mov dword [rbx - 4], 7', 'c743fc07000000'],
    ['mov byte [rbx], 1', 'c60301'],
    ['lea rax, [rdi + rsi]', '488d0437'],
    ['cmp rax, -4095', '4881f801f0ffff'],
    ['lock cmpxchg [r12], ecx', 'f0410fb10c24'],
    ['xchg [r12], eax', '41870424'],
    ['shl rax, cl', '48d3e0'],
    ['shr rax, 12', '48c1e80c'],
    ['push r15', '4157'],
    ['call rbx', 'ffd3'],
    ['call qword [rbx]', 'ff13'],
    ['movzx eax, byte [rdi]', '0fb607'],
    ['add r9, 0x1000', '4981c100100000'],
    ['rep stosq', 'f348ab'],
    ['syscall', '0f05'],
    ['dec ecx', 'ffc9'],
    ['ret', 'c3'],
  ])('encodes %s', (source, hex) => {
    expect(Buffer.from(assemble(source).bytes).toString('hex')).toBe(hex);
  });

  test('finds labels before and behind, and symbols elsewhere', () => {
    const source = `
      first:          ; a comment
      start:
        lea rdi, [table]
        jne end
        call other
        jmp start
      end:
        ret`;
    const { bytes, labels } = assemble(source, { address: 0x1000, symbols: { table: 0x3000, other: 0x500 } });
    expect(labels.get('first')).toBe(0x1000);
    expect(labels.get('start')).toBe(0x1000);
    expect(listing(bytes, 0x1000)).toEqual([
      'lea rdi,[3000h]',
      'jne short 0000000000001010h',
      'call 0000000000000500h',
      'jmp short 0000000000001000h',
      'ret',
    ]);
    expect(labels.get('end')).toBe(0x1010);
  });

  test.each([
    ['nothing that it knows', 'ret\nfrobnicate rax', 'Line 2: "frobnicate rax" is no instruction.'],
    ['no operand of this instruction', 'mov rax, eax', 'Line 1: "mov rax, eax" is no instruction.'],
    ['a number too long for its register', 'mov eax, 0x123456789', 'Line 1: "mov eax, 0x123456789" is no instruction.'],
    ['no label', 'jmp away', 'Line 1: "away" is no label.'],
    ['a label twice', 'a:\nret\na:\nret', 'Line 4: the label "a" is there twice.'],
    ['a label and nothing behind it', 'ret\na:', 'No instruction follows the label "a".'],
    ['a number that memory cannot be', 'mov rax, [rdi + x]', 'Line 1: "x" is no number.'],
  ])('refuses %s', (_, source, complaint) => {
    expect(() => assemble(source)).toThrow(complaint);
  });

  test('refuses a jump that needs more than one instruction', () => {
    expect(() => assemble('jmp far', { symbols: { far: 2 ** 40 } })).toThrow('out of reach');
  });
});

function listing(bytes: Uint8Array, address: number): readonly string[] {
  const decoder = new Decoder(64, bytes, DecoderOptions.None);
  decoder.ip = BigInt(address);
  const formatter = new Formatter(FormatterSyntax.Intel);
  const lines: string[] = [];
  while (decoder.canDecode) lines.push(formatter.format(decoder.decode()));
  return lines;
}
