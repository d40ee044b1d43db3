// Image hosts that compress what they send although they are asked not to.
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { CardError } from '../../../card-schema/errors.ts';
import { type Decompressor, decompress } from '../decompress.ts';

const DECOMPRESSORS: Readonly<Record<string, Decompressor>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  br: brotliDecompress,
  deflate(body, options, done) {
    const hasHeader = ((body[0] ?? 0) & 15) === 8; // some servers send the bare stream
    (hasHeader ? inflate : inflateRaw)(body, options, done);
  },
};

/**
 * The body without its `content-encoding`. One that is not known here is left as it is, as browsers do: object stores keep names
 * of other things there, and the bytes show what they are. Throws CardError `image_refused`.
 */
export async function decodeBody(body: Buffer, encoding: string, maxBytes: number, source: string): Promise<Buffer> {
  const [name = '', ...others] = encoding
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== 'identity');
  const decompressor = Object.hasOwn(DECOMPRESSORS, name) ? DECOMPRESSORS[name] : undefined;
  if (others.length > 0) throw new CardError('image_refused', `${source} compresses its image more than once.`);
  if (!decompressor) return body;
  try {
    return await decompress(decompressor, body, { maxOutputLength: maxBytes });
  } catch (cause) {
    const isTooLarge = (cause as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    const reason = isTooLarge ? `more than ${maxBytes} bytes` : `${name} that is not whole or not right`;
    throw new CardError('image_refused', `${source} sends ${reason}.`, { cause });
  }
}
