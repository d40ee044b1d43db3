// From colours that no ICC profile describes to sRGB. libvips looks at profiles alone, and would show these pale, dark or dull; the
// edge's browser never sees the source.

export interface CodedColours {
  /** By ITU-T H.273: 9 is BT.2020, 12 Display P3; any other is taken for sRGB's. */
  readonly primaries: number;
  readonly curve: Curve;
}

export interface Curve {
  /** Light by level, which is from 0 to 1; 1 is the white of ordinary pictures, and more is brighter than that. */
  readonly lightOf: (level: number) => number;
  /** `scene`: light as the camera had it, which displays make steeper. Both have more light than ordinary pictures. */
  readonly hdr?: 'display' | 'scene';
}

/** White paper in an HDR picture (BT.2408), and what HLG is displayed with (BT.2100). */
const WHITE_NITS = 203;
const HLG_PEAK_NITS = 1000;
const HLG_SYSTEM_GAMMA = 1.2;

const SRGB: Curve = { lightOf: (level) => (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4) };

/** By the numbers of ITU-T H.273. The others, BT.709 among them, viewers take for sRGB. */
const CURVES = new Map<number, Curve>([
  [8, { lightOf: (level) => level }],
  [16, { lightOf: pqLight, hdr: 'display' }],
  [18, { lightOf: hlgLight, hdr: 'scene' }],
]);

/** To sRGB's primaries, by rows. */
const MATRICES: ReadonlyMap<number, readonly number[]> = new Map([
  [9, [1.6605, -0.5876, -0.0728, -0.1246, 1.1329, -0.0083, -0.0182, -0.1006, 1.1187]],
  [12, [1.2249, -0.2247, 0, -0.042, 1.0419, 0, -0.0197, -0.0786, 1.0979]],
]);
const SAME = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Of light above it, as much is kept as there is room for. */
const KNEE = 0.8;

const SRGB_STEPS = 16_384;
const SRGB_LEVELS = Uint8Array.from({ length: SRGB_STEPS + 1 }, (_, step) => {
  const light = step / SRGB_STEPS;
  return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
});

/** Undefined where the picture looks right as it is. */
export function codedColours(primaries: number, transfer: number): CodedColours | undefined {
  const curve = CURVES.get(transfer);
  return curve || MATRICES.has(primaries) ? { primaries, curve: curve ?? SRGB } : undefined;
}

/** Three levels a pixel, of 8 or 16 bits; gives 8. */
export function toSrgb(levels: Uint8Array | Uint16Array, { primaries, curve }: CodedColours): Buffer {
  const max = levels.BYTES_PER_ELEMENT === 2 ? 0xffff : 0xff;
  const light = Float64Array.from({ length: max + 1 }, (_, level) => curve.lightOf(level / max));
  const [rr = 1, rg = 0, rb = 0, gr = 0, gg = 1, gb = 0, br = 0, bg = 0, bb = 1] = MATRICES.get(primaries) ?? SAME;
  const srgb = Buffer.alloc(levels.length);
  for (let at = 0; at < levels.length; at += 3) {
    const red = light[levels[at] ?? 0] ?? 0;
    const green = light[levels[at + 1] ?? 0] ?? 0;
    const blue = light[levels[at + 2] ?? 0] ?? 0;
    // One factor for all three, so that a bright red stays red.
    const factor = curve.hdr ? displayFactor(red, green, blue, curve.hdr) : 1;
    srgb[at] = srgbLevel(factor * (rr * red + rg * green + rb * blue));
    srgb[at + 1] = srgbLevel(factor * (gr * red + gg * green + gb * blue));
    srgb[at + 2] = srgbLevel(factor * (br * red + bg * green + bb * blue));
  }
  return srgb;
}

function srgbLevel(light: number): number {
  return SRGB_LEVELS[Math.round(Math.min(1, Math.max(0, light)) * SRGB_STEPS)] ?? 0;
}

/** By which light becomes what an ordinary display can show. */
function displayFactor(red: number, green: number, blue: number, of: 'display' | 'scene'): number {
  const scene = of === 'scene' ? 0.2627 * red + 0.678 * green + 0.0593 * blue : 1;
  const system = of === 'scene' ? scene ** (HLG_SYSTEM_GAMMA - 1) * (HLG_PEAK_NITS / WHITE_NITS) : 1;
  const brightest = system * Math.max(red, green, blue);
  if (brightest <= KNEE) return system;
  const beyond = (brightest - KNEE) / (1 - KNEE);
  return (system * (KNEE + (1 - KNEE) * (beyond / (beyond + 1)))) / brightest;
}

/** SMPTE ST 2084. */
function pqLight(level: number): number {
  const root = level ** (1 / 78.84375);
  return (10_000 / WHITE_NITS) * (Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125);
}

/** ARIB STD-B67. */
function hlgLight(level: number): number {
  return level <= 0.5 ? level ** 2 / 3 : (Math.exp((level - 0.55991073) / 0.17883277) + 0.28466892) / 12;
}
