// Finds the instruction of iced-x86 that a line of assembly text means.
import { Code, CodeExt, Instruction, Register } from 'iced-x86';
import { type Operand, parseOperand, type Targets } from './operands.ts';

/** Throws for what is no instruction, or names no label. */
export function createInstruction(text: string, targets: Targets): Instruction {
  if (text === 'ret') return Instruction.create(Code.Retnq);
  if (text === 'rep stosq') return Instruction.createRepStosq(64);
  const [, lock, mnemonic = '', rest = ''] = text.match(/^(lock )?(\w+)\s*(.*)$/) ?? [];
  const operands = rest === '' ? [] : rest.split(',').map((operand) => parseOperand(operand.trim(), targets));
  const form = formOf(mnemonic, operands);
  const instruction = form && create(form, operands);
  if (!instruction) throw new Error(`"${text}" is no instruction.`);
  if (lock) instruction.hasLockPrefix = true;
  return instruction;
}

type Form = keyof typeof Code;

/** iced-x86 names each form of an instruction by what its operands may be, as `Add_rm64_imm8`; the first that fits is taken. */
function formOf(mnemonic: string, operands: readonly Operand[]): Form | undefined {
  const bits = operands.map((operand) => ('bits' in operand ? operand.bits : undefined)).find((size) => size !== undefined);
  let forms: readonly string[] = [mnemonic.replace(/^./, (first) => first.toUpperCase())];
  for (const operand of operands) forms = forms.flatMap((form) => kindsOf(operand, bits).map((kind) => `${form}_${kind}`));
  return forms.find((form): form is Form => form in Code && hasMode64(form as Form));
}

function hasMode64(form: Form): boolean {
  const info = CodeExt.opCode(Code[form]);
  const { mode64 } = info;
  info.free();
  return mode64;
}

/** The kinds of operand that this one is, shortest encoding first. `bits` is the size of the instruction's other operand. */
function kindsOf(operand: Operand, bits: number | undefined): readonly string[] {
  switch (operand.kind) {
    case 'register':
      return [`r${operand.bits}`, `rm${operand.bits}`, ...(operand.register === Register.CL ? ['CL'] : [])];
    case 'memory':
      return [`rm${operand.bits ?? bits}`, 'm'];
    case 'number':
      if (operand.value === BigInt.asIntN(8, operand.value)) return ['imm8', 'imm32', 'imm64'];
      return isIn32Bits(operand.value, bits) ? ['imm32', 'imm64'] : ['imm64'];
    case 'target':
      return ['rel32_64'];
  }
}

function create(form: Form, operands: readonly Operand[]): Instruction | undefined {
  const code = Code[form];
  const [first, second] = operands;
  if (first === undefined) return Instruction.create(code);
  if (first.kind === 'target') return Instruction.createBranch(code, first.address);
  if (first.kind === 'register') {
    if (second === undefined) return Instruction.createReg(code, first.register);
    if (second.kind === 'register') return Instruction.createRegReg(code, first.register, second.register);
    if (second.kind === 'memory') return Instruction.createRegMem(code, first.register, second.memory);
    if (second.kind === 'number' && form.endsWith('imm64')) return Instruction.createRegI64(code, first.register, second.value);
    if (second.kind === 'number') return Instruction.createRegI32(code, first.register, low32(second.value));
  }
  if (first.kind === 'memory') {
    if (second === undefined) return Instruction.createMem(code, first.memory);
    if (second.kind === 'register') return Instruction.createMemReg(code, first.memory, second.register);
    if (second.kind === 'number') return Instruction.createMemI32(code, first.memory, low32(second.value));
  }
  return undefined;
}

/** A longer operand gets the number with its sign. */
function isIn32Bits(value: bigint, bits: number | undefined): boolean {
  return value === BigInt.asIntN(32, value) || (bits === 32 && value === BigInt.asUintN(32, value));
}

function low32(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}
