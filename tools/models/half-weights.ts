/** A graph in TensorFlow.js's own format; only the weights matter here. */
export interface GraphFile {
  readonly modelTopology: unknown;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly Weight[] }[];
}

export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: unknown;
}

/** Short vectors are biases and anchors: they are exact, and take no room. */
const MAX_EXACT_VALUES = 64;
const FLOAT32_BYTES = 4;

/**
 * The same graph with its weights in half precision, 2 bytes instead of 4, in one file: TensorFlow.js makes float32 of them when it
 * loads. Scores change by less than .001. Throws Error for weights that are stored in another way.
 */
export function halfWeights(graph: GraphFile, bytes: Uint8Array, file: string): { graph: GraphFile; bytes: Uint8Array } {
  const weights: Weight[] = [];
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const weight of graph.weightsManifest.flatMap((group) => group.weights)) {
    if (weight.quantization !== undefined) throw new Error(`${weight.name} is not of 4 bytes a value.`);
    const values = weight.shape.reduce((product, length) => product * length, 1);
    const part = bytes.slice(at, at + values * FLOAT32_BYTES);
    at += part.length;
    const isHalved = weight.dtype === 'float32' && values > MAX_EXACT_VALUES;
    parts.push(isHalved ? halfPrecision(part) : part);
    weights.push(isHalved ? { ...weight, quantization: { dtype: 'float16' } } : weight);
  }
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes of weights belong to nothing.`);
  return {
    graph: { modelTopology: graph.modelTopology, weightsManifest: [{ paths: [file], weights }] },
    bytes: Buffer.concat(parts),
  };
}

function halfPrecision(floats: Uint8Array): Uint8Array {
  const from = new DataView(floats.buffer, floats.byteOffset, floats.byteLength);
  const halves = new DataView(new ArrayBuffer(floats.byteLength / 2));
  for (let at = 0; at < floats.byteLength; at += FLOAT32_BYTES) halves.setUint16(at / 2, halfOf(from.getFloat32(at, true)), true);
  return new Uint8Array(halves.buffer);
}

/**
 * The nearest half-precision number, of two equally near ones the even one, as its 16 bits. By hand because Node 20 has no
 * Float16Array. Throws RangeError for what half precision cannot hold.
 */
export function halfOf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  // Between two powers of two there are 1024 steps; below 2^-14 they stay as small as they are there.
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  const steps = evenRound(size / 2 ** (exponent - 10));
  const bits = ((exponent + 14) << 10) + steps;
  if (!(bits < 0x7c00)) throw new RangeError(`${value} is no number of half precision.`);
  return sign | bits;
}

function evenRound(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
