// TensorFlow.js on its WebAssembly backend, and its graphs from files: it would fetch both from the network.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { type io, ready, setBackend } from '@tensorflow/tfjs-core';

/** `wasmFolder` holds tfjs-backend-wasm-simd.wasm. One thread: in Node the backend has no others. */
export async function startTensors(wasmFolder: string): Promise<void> {
  setWasmPaths(join(wasmFolder, '/'));
  if (!(await setBackend('wasm')))
    throw new Error(`The WebAssembly of TensorFlow.js did not start; it is looked for in ${wasmFolder}.`);
  await ready();
}

/** `<name>.json` and `<name>.bin`, as `npm run models` writes them. */
export async function loadGraph(folder: string, name: string): Promise<GraphModel> {
  const [graph, weights] = await Promise.all([
    readFile(join(folder, `${name}.json`), 'utf8'),
    readFile(join(folder, `${name}.bin`)),
  ]);
  const { modelTopology, weightsManifest } = JSON.parse(graph) as io.ModelJSON;
  return loadGraphModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: new Uint8Array(weights).buffer,
    }),
  });
}
