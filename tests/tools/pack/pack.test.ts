import { createHash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { readProfile } from '../../../tools/pack/browser-profile.ts';
import { packBrowser } from '../../../tools/pack/pack.ts';
import { smallElf } from './small-elf.ts';

test('a chunk of the zip with one bit changed never unpacks to other bytes', async () => {
  // What cannot be compressed is copied into the frame, where nothing but a checksum finds a changed byte.
  const code = createHash('shake256', { outputLength: 5000 }).digest();
  const files = [{ path: 'chromium', mode: 0o755, bytes: smallElf({ code }) }];
  const options = { form: 'complete', zipBudgetBytes: 20_000, profile: await readProfile(), level: 1 } as const;
  const { inZip, manifest } = await packBrowser(files, options);
  expect([...inZip.keys()]).toEqual(manifest.chunks.map((chunk) => ('name' in chunk ? chunk.name : undefined)));
  const chunk = [...inZip.values()].at(-1) ?? Buffer.alloc(0);
  expect(chunk.length).toBeGreaterThan(code.length);
  const unpacked = Array.from(chunk, (byte, at) => {
    const changed = Buffer.from(chunk);
    changed[at] = byte ^ 1;
    try {
      return zstdDecompressSync(changed);
    } catch {
      return undefined;
    }
  });
  const whole = zstdDecompressSync(chunk);
  expect(unpacked.flatMap((other, at) => (other && !other.equals(whole) ? at : []))).toEqual([]);
});
