// Kinds of CPU that Lambda has, distinguished by what their `cpuid` answers: code that chooses by it takes another way on each.

/** The four registers that `cpuid` answers in. */
export type CpuidAnswer = Readonly<Record<Register, number>>;

export interface CpuKind {
  readonly description: string;
  readonly vendor: 'GenuineIntel' | 'AuthenticAMD';
  /** Family, model and stepping as leaf 1 gives them. */
  readonly signature: number;
  readonly lacks: readonly Feature[];
}

type Feature = keyof typeof FEATURES;
type Register = 'eax' | 'ebx' | 'ecx' | 'edx';

/** Leaf, subleaf, register and bit of each feature that the kinds differ in. */
const FEATURES = {
  fma: [1, 0, 'ecx', 12],
  avx: [1, 0, 'ecx', 28],
  f16c: [1, 0, 'ecx', 29],
  sse4a: [0x80000001, 0, 'ecx', 6],
  xop: [0x80000001, 0, 'ecx', 11],
  bmi1: [7, 0, 'ebx', 3],
  avx2: [7, 0, 'ebx', 5],
  bmi2: [7, 0, 'ebx', 8],
  avx512f: [7, 0, 'ebx', 16],
  avx512dq: [7, 0, 'ebx', 17],
  adx: [7, 0, 'ebx', 19],
  avx512ifma: [7, 0, 'ebx', 21],
  avx512cd: [7, 0, 'ebx', 28],
  sha: [7, 0, 'ebx', 29],
  avx512bw: [7, 0, 'ebx', 30],
  avx512vl: [7, 0, 'ebx', 31],
  avx512vbmi: [7, 0, 'ecx', 1],
  avx512vbmi2: [7, 0, 'ecx', 6],
  gfni: [7, 0, 'ecx', 8],
  vaes: [7, 0, 'ecx', 9],
  vpclmulqdq: [7, 0, 'ecx', 10],
  avx512vnni: [7, 0, 'ecx', 11],
  avx512bitalg: [7, 0, 'ecx', 12],
  avx512vpopcntdq: [7, 0, 'ecx', 14],
  fsrm: [7, 0, 'edx', 4],
  avx512vp2intersect: [7, 0, 'edx', 8],
  avxvnni: [7, 1, 'eax', 4],
  avx512bf16: [7, 1, 'eax', 5],
} as const satisfies Record<string, readonly [leaf: number, subleaf: number, register: Register, bit: number]>;

const AMD_ONLY = ['sse4a', 'xop'] as const;
const SINCE_ICE_LAKE = [
  'avx512ifma',
  'sha',
  'avx512vbmi',
  'avx512vbmi2',
  'gfni',
  'vaes',
  'vpclmulqdq',
  'avx512bitalg',
  'avx512vpopcntdq',
  'fsrm',
] as const;
const SINCE_SAPPHIRE_RAPIDS = ['avx512vp2intersect', 'avxvnni', 'avx512bf16'] as const;
const AVX512 = ['avx512f', 'avx512dq', 'avx512cd', 'avx512bw', 'avx512vl', 'avx512vnni'] as const;

/** Each answers no feature that the recording machine lacks, so a machine with AVX-512 records them all. */
export const CPU_KINDS = {
  'ice-lake': {
    description: 'Intel with all of AVX-512',
    vendor: 'GenuineIntel',
    signature: 0x606a6,
    lacks: [...AMD_ONLY, ...SINCE_SAPPHIRE_RAPIDS],
  },
  'cascade-lake': {
    description: 'Intel with the first AVX-512, without SHA and the wide AES',
    vendor: 'GenuineIntel',
    signature: 0x50657,
    lacks: [...AMD_ONLY, ...SINCE_SAPPHIRE_RAPIDS, ...SINCE_ICE_LAKE],
  },
  broadwell: {
    description: 'Intel with AVX2, without AVX-512',
    vendor: 'GenuineIntel',
    signature: 0x406f1,
    lacks: [...AMD_ONLY, ...SINCE_SAPPHIRE_RAPIDS, ...SINCE_ICE_LAKE, ...AVX512],
  },
  milan: {
    description: 'AMD with AVX2, SHA and the wide AES, without AVX-512',
    vendor: 'AuthenticAMD',
    signature: 0xa00f11,
    lacks: [
      'xop',
      ...SINCE_SAPPHIRE_RAPIDS,
      ...AVX512,
      ...SINCE_ICE_LAKE.filter((name) => name !== 'sha' && name !== 'vaes' && name !== 'vpclmulqdq'),
    ],
  },
  rome: {
    description: 'AMD with AVX2 and SHA, without AVX-512 and the wide AES',
    vendor: 'AuthenticAMD',
    signature: 0x830f10,
    lacks: ['xop', ...SINCE_SAPPHIRE_RAPIDS, ...AVX512, ...SINCE_ICE_LAKE.filter((name) => name !== 'sha')],
  },
} as const satisfies Record<string, CpuKind>;

export type CpuKindName = keyof typeof CPU_KINDS;

/** What a CPU of this kind would answer, made of what this machine's does. */
export function answerAs(kind: CpuKind, leaf: number, subleaf: number, answer: CpuidAnswer): CpuidAnswer {
  if (leaf === 0 || leaf === 0x80000000) return { ...answer, ...vendorIn(kind.vendor) };
  const pretended = leaf === 1 ? { ...answer, eax: kind.signature } : { ...answer };
  for (const name of kind.lacks) {
    const [ofLeaf, ofSubleaf, register, bit] = FEATURES[name];
    // Only leaf 7 has subleaves; elsewhere ecx is what happened to be in it.
    if (leaf !== ofLeaf || (leaf === 7 && subleaf !== ofSubleaf)) continue;
    pretended[register] = (pretended[register] & ~(1 << bit)) >>> 0;
  }
  return pretended;
}

/** What `xgetbv` would answer: without AVX-512 the system does not keep its registers. */
export function stateAs(kind: CpuKind, eax: number): number {
  return kind.lacks.includes('avx512f') ? eax & ~0xe0 : eax;
}

function vendorIn(vendor: string): Pick<CpuidAnswer, 'ebx' | 'ecx' | 'edx'> {
  const bytes = Buffer.from(vendor);
  return { ebx: bytes.readUInt32LE(0), edx: bytes.readUInt32LE(4), ecx: bytes.readUInt32LE(8) };
}
