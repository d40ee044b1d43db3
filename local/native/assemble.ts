// Assembles x86-64 from text in Intel's syntax. Our own, because an assembler from npm is a compiler of many megabytes; iced-x86,
// which reads the browser's code too, encodes the instructions and chooses the length of jumps.
import { BlockEncoder, BlockEncoderOptions, Decoder, DecoderOptions } from 'iced-x86';
import { createInstruction } from './create-instruction.ts';

export interface AssembleOptions {
  /** Where the first byte will lie in memory. @default 0 */
  readonly address?: number;
  /** Addresses of what the source names and does not contain: data, and functions of others. */
  readonly symbols?: Readonly<Record<string, number>>;
}

export interface Assembled {
  readonly bytes: Uint8Array;
  /** Where the labels of the source are. */
  readonly labels: ReadonlyMap<string, number>;
}

/** An instruction, the labels in front of it, and its line in the source. */
interface Statement {
  readonly text: string;
  readonly line: number;
  readonly labels: readonly string[];
}

/** iced-x86 knows a label by the address that its instruction claims to have until it is encoded; no real one is so high. */
const FIRST_CLAIMED = 1n << 62n;

/**
 * Each line is a label (`name:`), an instruction (`mov rax, [rdi + 8]`) or nothing; a comment begins with `;`. An operand is a register, a
 * number, a label as the target of a jump, or memory: `[label]`, or `[base + index*scale + number]`. Where no register gives the
 * size of memory, `byte`, `dword` or `qword` stands before it. Throws for what it cannot encode, with the number of the line.
 */
export function assemble(source: string, { address = 0, symbols = {} }: AssembleOptions = {}): Assembled {
  const statements = statementsIn(source);
  const targets = new Map(Object.entries(symbols).map(([name, at]) => [name, BigInt(at)]));
  for (const [index, { labels, line }] of statements.entries()) {
    for (const label of labels) {
      if (targets.has(label)) throw new Error(`Line ${line}: the label "${label}" is there twice.`);
      targets.set(label, FIRST_CLAIMED + BigInt(index));
    }
  }

  const encoder = new BlockEncoder(64, BlockEncoderOptions.None);
  for (const [index, { text, line }] of statements.entries()) {
    const instruction = inLine(line, () => createInstruction(text, targets));
    instruction.ip = FIRST_CLAIMED + BigInt(index);
    encoder.add(instruction);
    instruction.free();
  }
  const bytes = encoder.encode(BigInt(address));
  encoder.free();
  const starts = startsOf(bytes, statements.length);
  const labels = statements.flatMap((statement, index) =>
    statement.labels.map((label) => [label, address + (starts[index] ?? 0)] as const),
  );
  return { bytes, labels: new Map(labels) };
}

function statementsIn(source: string): readonly Statement[] {
  const statements: Statement[] = [];
  let labels: string[] = [];
  for (const [index, whole] of source.split('\n').entries()) {
    const text = whole.replace(/;.*/, '').trim();
    if (text.endsWith(':')) labels.push(text.slice(0, -1));
    else if (text !== '') {
      statements.push({ text, line: index + 1, labels });
      labels = [];
    }
  }
  if (labels.length > 0) throw new Error(`No instruction follows the label "${labels[0]}".`);
  return statements;
}

/** The offset of each instruction. iced-x86 would turn a jump that is too far into several: there must be as many as were written. */
function startsOf(bytes: Uint8Array, count: number): readonly number[] {
  const decoder = new Decoder(64, bytes, DecoderOptions.None);
  const starts: number[] = [];
  while (decoder.canDecode) {
    starts.push(decoder.position);
    decoder.decode().free();
  }
  decoder.free();
  if (starts.length !== count) throw new Error(`${count} instructions became ${starts.length}: something is out of reach.`);
  return starts;
}

function inLine<T>(line: number, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw new Error(`Line ${line}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
