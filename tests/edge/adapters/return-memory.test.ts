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
  const output = execFileSync(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', PROGRAM]);
  const { freed, returned } = JSON.parse(output.toString()) as Record<string, number>;
  expect(freed).toBeGreaterThan(20);
  expect(returned).toBeLessThan(8);
});
