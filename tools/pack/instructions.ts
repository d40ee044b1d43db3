// Where machine code may be cut: between two instructions, of which the reader of bytes has to know where one begins.
import { Code, Decoder, DecoderOptions, Instruction } from 'iced-x86';

/** No instruction of x86-64 is longer. */
const MAX_INSTRUCTION_BYTES = 15;

/** The first start of an instruction at or behind `to`. Decodes from `from`, where one must begin. Both are offsets in the code. */
export function instructionFrom(code: Uint8Array, from: number, to: number): number {
  return walk(code, from, to).at;
}

/** Whether an instruction of this kind begins at `at`, and not in the middle of another. Decodes from `from`, as above. */
export function isInstruction(code: Uint8Array, from: number, at: number, kind: 'cpuid' | 'xgetbv'): boolean {
  const found = walk(code, from, at);
  return found.at === at && found.next === (kind === 'cpuid' ? Code.Cpuid : Code.Xgetbv);
}

function walk(code: Uint8Array, from: number, to: number): { readonly at: number; readonly next: Code } {
  const decoder = new Decoder(64, code.subarray(from, to + 2 * MAX_INSTRUCTION_BYTES), DecoderOptions.None);
  const instruction = new Instruction();
  try {
    while (from + decoder.position < to) decoder.decodeOut(instruction);
    const at = from + decoder.position;
    decoder.decodeOut(instruction);
    return { at, next: instruction.code };
  } finally {
    instruction.free();
    decoder.free();
  }
}
