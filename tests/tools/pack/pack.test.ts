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

test('what does not fit the zip in large chunks fills it up in smaller ones, and the rest is for S3', async () => {
  // Packs to a few kilobytes.
  const code = Buffer.alloc(22_500_000, createHash('shake256', { outputLength: 1000 }).digest());
  const bytes = smallElf({ code });
  const options = { form: 'complete', profile: await readProfile(), level: 1 } as const;
  const pack = (zipBudgetBytes: number) =>
    packBrowser([{ path: 'chromium', mode: 0o755, bytes }], { ...options, zipBudgetBytes });
  const roomy = await pack(1_000_000);
  const needed = roomy.manifest.chunks.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  const { manifest, inZip, objects } = await pack(needed - 1);
  const isInZip = manifest.chunks.map((chunk) => 'name' in chunk);
  // Two large ones, of which the second becomes three small ones: each packs to half of it.
  expect(roomy.manifest.chunks).toHaveLength(2);
  expect(isInZip).toEqual([true, true, false, false]);
  expect([...inZip.values()].reduce((sum, { length }) => sum + length, 0)).toBeLessThan(needed);
  const [object = Buffer.alloc(0)] = objects.values();
  const fromS3 = manifest.chunks.flatMap((chunk) =>
    'at' in chunk ? object.subarray(chunk.at, chunk.at + chunk.packedBytes) : [],
  );
  const unpacked = Buffer.concat([...inZip.values(), ...fromS3].map((frame) => zstdDecompressSync(frame)));
  expect(unpacked.equals(bytes)).toBe(true);
});

test('the zip is filled up with a part of the first chunk that does not fit', async () => {
  // Packs to as many bytes as it has.
  const code = createHash('shake256', { outputLength: 20_000_000 }).digest();
  const bytes = smallElf({ code });
  const options = { form: 'complete', profile: await readProfile(), level: 1, zipBudgetBytes: 15_000_000 } as const;
  const { manifest, inZip, objects } = await packBrowser([{ path: 'chromium', mode: 0o755, bytes }], options);
  const inZipBytes = [...inZip.values()].reduce((sum, { length }) => sum + length, 0);
  expect(inZipBytes).toBeLessThanOrEqual(options.zipBudgetBytes);
  expect(inZipBytes).toBeGreaterThan(0.98 * options.zipBudgetBytes);
  const [object = Buffer.alloc(0)] = objects.values();
  const frames = manifest.chunks.map((chunk) =>
    'at' in chunk ? object.subarray(chunk.at, chunk.at + chunk.packedBytes) : (inZip.get(chunk.name) ?? Buffer.alloc(0)),
  );
  expect(Buffer.concat(frames.map((frame) => zstdDecompressSync(frame))).equals(bytes)).toBe(true);
});
