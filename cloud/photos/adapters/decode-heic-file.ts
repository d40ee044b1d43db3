import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HeicAnswer, HeicPixels, HeicWork } from './heic.ts';

/** The C functions of libheif that are called here. All numbers; a pointer is an offset into HEAPU8. A heif_error is written to the first argument. */
interface Libheif {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _heif_context_alloc(): number;
  _heif_context_get_security_limits(context: number): number;
  _heif_context_read_from_memory(error: number, context: number, bytes: number, length: number, options: number): void;
  _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void;
  _heif_image_handle_get_width(handle: number): number;
  _heif_image_handle_get_height(handle: number): number;
  _heif_image_handle_has_alpha_channel(handle: number): number;
  _heif_image_handle_get_preferred_decoding_colorspace(error: number, handle: number, space: number, chroma: number): void;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, profile: number): void;
  _heif_image_handle_get_nclx_color_profile(error: number, handle: number, profile: number): void;
  _heif_decode_image(error: number, handle: number, image: number, space: number, chroma: number, options: number): void;
  _heif_image_get_plane_readonly2(image: number, channel: number, stride: number): number;
  _heif_image_get_primary_width(image: number): number;
  _heif_image_get_primary_height(image: number): number;
}

type LoadLibheif = (options: { readonly wasmBinary: Uint8Array }) => Promise<Libheif>;

const COLOUR_SPACE_RGB = 1;
/** Grey, which is 0, and what phones write. */
const CHROMA_420 = 1;
const INTERLEAVED_RGB = 10;
const INTERLEAVED_RGBA = 11;
const CHANNEL_INTERLEAVED = 10;
/** Of struct heif_security_limits: a byte for its version, then, aligned, the most pixels of an image, 64 bits. */
const MAX_PIXELS_AT = 8;
/** Of struct heif_color_profile_nclx: a byte for its version, then, aligned, the colour primaries and the transfer curve. */
const PRIMARIES_AT = 4;
const TRANSFER_AT = 8;
const MAX_PROFILE_BYTES = 4_000_000;

/** Thrown by `called`, with libheif's own words. */
class HeifError extends Error {}

/**
 * The primary image of a HEIC file, by libheif. Its JavaScript class gives no colour profile, takes no limits and writes failures to
 * the console, hence its C functions. Nothing is freed: the thread ends afterwards.
 */
export async function decodeHeicFile({
  source,
  libraryFolder,
  maxPixels,
  maxDeepPixels,
}: Omit<HeicWork, 'maxMemoryBytes'>): Promise<HeicAnswer> {
  const heif = await loadLibheif(libraryFolder);
  try {
    const handle = primaryImage(heif, source, maxPixels);
    const [width, height] = [heif._heif_image_handle_get_width(handle), heif._heif_image_handle_get_height(handle)];
    const allowed = isDeep(heif, handle) ? maxDeepPixels : maxPixels;
    if (width * height > allowed) return { width, height, maxPixels: allowed };
    return { ...pixelsOf(heif, handle), ...coloursOf(heif, handle) };
  } catch (error) {
    if (error instanceof HeifError || error instanceof WebAssembly.RuntimeError) return { failure: error.message };
    throw error;
  }
}

async function loadLibheif(folder: string): Promise<Libheif> {
  // The module is CommonJS, and its one export is the function that starts it.
  const { default: load } = (await import(pathToFileURL(join(folder, 'libheif.js')).href)) as { default: LoadLibheif };
  return load({ wasmBinary: readFileSync(join(folder, 'libheif.wasm')) });
}

function primaryImage(heif: Libheif, source: Uint8Array, maxPixels: number): number {
  const context = heif._heif_context_alloc();
  const limits = heif._heif_context_get_security_limits(context);
  viewOf(heif).setBigUint64(limits + MAX_PIXELS_AT, BigInt(maxPixels), true);
  const bytes = heif._malloc(source.length);
  heif.HEAPU8.set(source, bytes);
  called(heif, (error) => heif._heif_context_read_from_memory(error, context, bytes, source.length, 0));
  return written(heif, (at, error) => heif._heif_context_get_primary_image_handle(error, context, at));
}

/** Whether a pixel takes more memory than those of phones: by its transparency, or by colours in full resolution. */
function isDeep(heif: Libheif, handle: number): boolean {
  if (heif._heif_image_handle_has_alpha_channel(handle)) return true;
  const space = heif._malloc(4);
  const chroma = written(heif, (at, error) =>
    heif._heif_image_handle_get_preferred_decoding_colorspace(error, handle, space, at),
  );
  return chroma > CHROMA_420;
}

function pixelsOf(heif: Libheif, handle: number): HeicPixels {
  const channels = heif._heif_image_handle_has_alpha_channel(handle) ? 4 : 3;
  const chroma = channels === 4 ? INTERLEAVED_RGBA : INTERLEAVED_RGB;
  const image = written(heif, (at, error) => heif._heif_decode_image(error, handle, at, COLOUR_SPACE_RGB, chroma, 0));
  const [width, height] = [heif._heif_image_get_primary_width(image), heif._heif_image_get_primary_height(image)];
  let plane = 0;
  const stride = written(heif, (at) => {
    plane = heif._heif_image_get_plane_readonly2(image, CHANNEL_INTERLEAVED, at);
  });
  if (plane === 0 || stride < width * channels) throw new HeifError('it has no pixels');
  const data = new Uint8Array(width * height * channels);
  for (let row = 0; row < height; row++) {
    const start = plane + row * stride;
    data.set(heif.HEAPU8.subarray(start, start + width * channels), row * width * channels);
  }
  return { data, width, height, channels };
}

/** An ICC profile comes before the number of primaries, which such files have too. */
function coloursOf(heif: Libheif, handle: number): Pick<HeicPixels, 'profile' | 'primaries' | 'transfer'> {
  const length = heif._heif_image_handle_get_raw_color_profile_size(handle);
  if (length > 0 && length <= MAX_PROFILE_BYTES) {
    const at = heif._malloc(length);
    called(heif, (error) => heif._heif_image_handle_get_raw_color_profile(error, handle, at));
    return { profile: heif.HEAPU8.slice(at, at + length) };
  }
  try {
    const nclx = written(heif, (at, error) => heif._heif_image_handle_get_nclx_color_profile(error, handle, at));
    const view = viewOf(heif);
    return { primaries: view.getUint32(nclx + PRIMARIES_AT, true), transfer: view.getUint32(nclx + TRANSFER_AT, true) };
  } catch (error) {
    // It has none, or one that libheif does not know: the pixels are taken for sRGB, as viewers do.
    if (error instanceof HeifError) return {};
    throw error;
  }
}

/** Gives what a function writes to the place that it gets. */
function written(heif: Libheif, call: (at: number, error: number) => void): number {
  const at = heif._malloc(8);
  heif.HEAPU8.fill(0, at, at + 8);
  called(heif, (error) => call(at, error));
  return viewOf(heif).getUint32(at, true);
}

/** A heif_error has a code, a second one and the pointer to a sentence, 4 bytes each. */
function called(heif: Libheif, call: (error: number) => void): void {
  const error = heif._malloc(12);
  heif.HEAPU8.fill(0, error, error + 12);
  call(error);
  if (viewOf(heif).getUint32(error, true) === 0) return;
  const start = viewOf(heif).getUint32(error + 8, true);
  throw new HeifError(Buffer.from(heif.HEAPU8.subarray(start, heif.HEAPU8.indexOf(0, start))).toString('latin1'));
}

/** Its memory grows, and then it is another buffer. */
function viewOf({ HEAPU8 }: Libheif): DataView {
  return new DataView(HEAPU8.buffer);
}
