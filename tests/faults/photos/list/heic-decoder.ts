// HEIC is decoded in a thread of its own: one that dies, hangs or cannot start costs its photo, and nothing else.
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { pathToFileURL } from 'node:url';
import { createHeicDecoder } from '../../../../cloud/photos/adapters/heic.ts';
import { createPictures } from '../../../../cloud/photos/adapters/sharp-pictures.ts';
import { projectPath } from '../../../../project-path.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { putSource } from '../stories.ts';

const heic = { seam: 'HEIC decoder', other: true, checked: true } as const;
const PHONE = await readFile(projectPath('tests/photos/heic/plain.heic'));
const libraryFolder = projectPath('node_modules/libheif-js/libheif-wasm');
const script = pathToFileURL(projectPath('cloud/heic-worker.ts'));

/** While a thread of the script lives, a connection of it to this port is open. */
async function openWitness() {
  const sockets = new Set<unknown>();
  let came = 0;
  const server = createServer((socket) => {
    came++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  return { port, came: () => came, open: () => sockets.size, close: () => new Promise((resolve) => server.close(resolve)) };
}

type Witness = Awaited<ReturnType<typeof openWitness>>;
const witnesses = new WeakMap<PhotoBench, Witness>();

/** The thread runs this after it has called home. */
const running = (code: string) => ({
  async switchOn(bench: PhotoBench) {
    const folder = await temporaryFolder('heic');
    const witness = await openWitness();
    witnesses.set(bench, witness);
    const file = `${folder.path}/thread.mjs`;
    await writeFile(
      file,
      `import { connect } from 'node:net';\nimport { once } from 'node:events';\nawait once(connect(${witness.port}, '127.0.0.1'), 'connect');\n${code}\n`,
    );
    bench.engine.pictures = createPictures({ heic: createHeicDecoder({ script: pathToFileURL(file), libraryFolder }) });
    await putSource(bench, bench.upload, PHONE);
  },
  switchOff({ engine }: PhotoBench) {
    engine.pictures = createPictures({ heic: createHeicDecoder({ script, libraryFolder }) });
  },
  async after(bench: PhotoBench) {
    const witness = witnesses.get(bench);
    for (let tries = 0; (witness?.open() ?? 0) > 0 && tries < 50; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const left = [witness?.came() ? [] : ['no thread was started'], witness?.open() ? ['the thread lives on'] : []].flat();
    if (left.length === 0) await witness?.close();
    return left;
  },
});

export const HEIC_FAULTS: readonly PhotoFault[] = [
  {
    ...heic,
    name: 'hangs',
    ends: 'ready',
    receives: 2,
    remainingMs: 6000,
    ...running('await new Promise((resolve) => setTimeout(resolve, 1e9));'),
    quick: true,
  },
  { ...heic, name: 'computes for ever', ends: 'ready', receives: 2, remainingMs: 6000, ...running('for (;;);') },
  { ...heic, name: 'dies', ends: 'refused damaged', ...running('process.exit(3);') },
  {
    ...heic,
    name: 'throws what a trap in WebAssembly throws',
    ends: 'refused damaged',
    ...running("throw new WebAssembly.RuntimeError('unreachable');"),
  },
  {
    ...heic,
    name: 'takes all memory',
    ends: 'refused damaged',
    ...running("const all = []; for (;;) all.push('x'.repeat(1000).split(''));"),
  },
  {
    ...heic,
    name: 'has no library, for good',
    ends: 'failed',
    receives: 'dead letter',
    lasts: 'for good',
    async switchOn(bench) {
      bench.engine.pictures = createPictures({ heic: createHeicDecoder({ script, libraryFolder: projectPath('nowhere') }) });
      await putSource(bench, bench.upload, PHONE);
    },
    switchOff: running('').switchOff,
    later: 'ready',
    after: () => [],
  },
];
