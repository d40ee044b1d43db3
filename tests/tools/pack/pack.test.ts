import { createHash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { readProfile } from '../../../tools/pack/browser-profile.ts';
import { packBrowser } from '../../../tools/pack/pack.ts';

test('a chunk of the zip with one bit changed never unpacks to other bytes', async () => {
  // What cannot be compressed is copied into the frame, where nothing but a checksum finds a changed byte.
  const bytes = createHash('shake256', { outputLength: 5000 }).digest();
  const files = [{ path: 'chromium', mode: 0o755, bytes }];
  const options = { form: 'complete', zipBudgetBytes: 10_000, profile: await readProfile(), level: 1 } as const;
  const chunk = (await packBrowser(files, options)).inZip.get('00.zst') ?? Buffer.alloc(0);
  const unpacked = Array.from(chunk, (byte, at) => {
    const changed = Buffer.from(chunk);
    changed[at] = byte ^ 1;
    try {
      return zstdDecompressSync(changed);
    } catch {
      return undefined;
    }
  });
  expect(unpacked.length).toBeGreaterThan(bytes.length);
  expect(unpacked.flatMap((other, at) => (other && !other.equals(bytes) ? at : [])).slice(0, 10)).toEqual([]);
});
