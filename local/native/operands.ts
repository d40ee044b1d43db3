// The operands of an instruction in assembly text.
import { MemoryOperand, Register } from 'iced-x86';

export type Operand = RegisterOperand | MemoryInText | NumberInText | TargetInText;

interface RegisterOperand {
  readonly kind: 'register';
  readonly register: Register;
  readonly bits: number;
}

interface MemoryInText {
  readonly kind: 'memory';
  readonly memory: MemoryOperand;
  /** Where the text says it. */
  readonly bits: number | undefined;
}

interface NumberInText {
  readonly kind: 'number';
  readonly value: bigint;
}

/** Of a jump or a call. */
interface TargetInText {
  readonly kind: 'target';
  readonly address: bigint;
}

/** Addresses, by the names of labels. */
export type Targets = ReadonlyMap<string, bigint>;

const BITS: Readonly<Record<string, number>> = { byte: 8, dword: 32, qword: 64 };
const NUMBER = /^-?(0x[\da-f]+|\d+)$/;

/** Throws for what is neither a register, nor a number, nor memory, nor a known label. */
export function parseOperand(text: string, targets: Targets): Operand {
  const register = registerNamed(text);
  if (register) return register;
  if (NUMBER.test(text)) return { kind: 'number', value: parseNumber(text) };
  const [, size, inner] = text.match(/^(?:(byte|dword|qword) )?\[(.+)\]$/) ?? [];
  if (inner === undefined) return { kind: 'target', address: addressOf(text, targets) };
  return { kind: 'memory', memory: parseMemory(inner, targets), bits: BITS[size ?? ''] };
}

/** A label, which is reached from where the instruction is; or a sum of a base, an index with its scale, and numbers. */
function parseMemory(inner: string, targets: Targets): MemoryOperand {
  const terms = inner.replaceAll(' ', '').split(/(?=[+-])/);
  const [first = ''] = terms;
  if (terms.length === 1 && !registerNamed(first)) return memory(Register.RIP, Register.None, 1, addressOf(first, targets), 8);
  let base = Register.None;
  let index = Register.None;
  let scale = 1;
  let offset = 0n;
  for (const term of terms) {
    const [, name = '', times] = term.match(/^\+?([^*]+)(?:\*([1248]))?$/) ?? [];
    const register = registerNamed(name)?.register;
    if (register === undefined) offset += parseNumber(name);
    else if (times === undefined && base === Register.None) base = register;
    else [index, scale] = [register, Number(times ?? 1)];
  }
  return memory(base, index, scale, offset, offset === 0n ? 0 : 1);
}

function memory(base: Register, index: Register, scale: number, offset: bigint, offsetBytes: number): MemoryOperand {
  return new MemoryOperand(base, index, scale, offset, offsetBytes, false, Register.None);
}

function registerNamed(name: string): RegisterOperand | undefined {
  const register = Register[name.toUpperCase() as keyof typeof Register] as Register | undefined; // whatever the name is
  if (register === undefined || !/^(r\w+|e\w\w|[a-d]l|[sd]il)$/.test(name)) return undefined;
  return { kind: 'register', register, bits: bitsOf(name) };
}

/** rax and r8 are whole; eax and r8d are their low 32 bits, al and r8l their low byte. */
function bitsOf(name: string): number {
  if (name.endsWith('l')) return 8;
  return name.startsWith('e') || name.endsWith('d') ? 32 : 64;
}

function parseNumber(text: string): bigint {
  if (!NUMBER.test(text)) throw new Error(`"${text}" is no number.`);
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

function addressOf(label: string, targets: Targets): bigint {
  const address = targets.get(label);
  if (address === undefined) throw new Error(`"${label}" is no label.`);
  return address;
}
