import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';

/** Frees 20 MB in pieces, and gives the MB of its heap that the kernel counts before and after free memory is returned. */
const PROGRAM = `
  import { closeSync, openSync, readSync } from 'node:fs';
  import { giveBack, openChunkWriter, returnLargeMemory } from '${projectPath('edge/adapters/pack/unpack.ts')}';
  const text = Buffer.alloc(1_000_000); // none that lies behind the pieces
  const heapMB = () => {
    const file = openSync('/proc/self/smaps');
    let bytes = 0;
    for (let read = 1; read > 0; bytes += read) read = readSync(file, text, bytes, text.length - bytes, null);
    closeSync(file);
    return Number(/\\[heap\\]\\n(?:.*\\n)*?Rss: +(\\d+)/.exec(text.latin1Slice(0, bytes))[1]) / 1024;
  };
  heapMB();
  const writer = openChunkWriter('/nowhere', []);
  writer.makeRoom();
  writer.close();
  for (const piece of Array.from({ length: 200 }, () => Buffer.allocUnsafeSlow(100_000).fill(1))) giveBack(piece);
  const freed = heapMB();
  returnLargeMemory();
  console.log(JSON.stringify({ freed, returned: heapMB() }));`;

test('What is free at the end of the heap stays with the function after unpacking, until it is returned', () => {
  // One of them: another thread of Node may take memory that lies behind the pieces, and then nothing can be returned.
  const runs = Array.from({ length: 5 }, heapAfterRun);
  expect(Math.min(...runs.map(({ freed }) => freed))).toBeGreaterThan(18);
  expect(Math.min(...runs.map(({ returned }) => returned))).toBeLessThan(8);
});

function heapAfterRun(): { readonly freed: number; readonly returned: number } {
  const output = execFileSync(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', PROGRAM]);
  return JSON.parse(output.toString()) as { freed: number; returned: number }; // the program printed it
}
