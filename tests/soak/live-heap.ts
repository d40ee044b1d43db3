// How much of a Node process's heap is alive: what is left after a collection. V8 itself collects late where memory is plenty, so
// what the process holds says little about leaks.
import { setTimeout as sleep } from 'node:timers/promises';

/** Where Node's inspector listens after SIGUSR1. */
const INSPECTOR = 'http://127.0.0.1:9229/json';
const PATIENCE_MS = 5000;

interface Target {
  readonly webSocketDebuggerUrl: string;
}

/** Bytes of the heap and of the buffers that it holds. Throws where the inspector does not answer within five seconds. */
export async function liveHeapBytes(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket((await inspectorOf()).webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('The inspector of the function does not let us in.'));
  });
  let last = 0;
  const ask = (method: string) =>
    new Promise<Record<string, number>>((resolve) => {
      const id = ++last;
      const heard = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: Record<string, number> };
        if (answer.id !== id) return;
        socket.removeEventListener('message', heard);
        resolve(answer.result ?? {});
      };
      socket.addEventListener('message', heard);
      socket.send(JSON.stringify({ id, method }));
    });
  try {
    await ask('HeapProfiler.enable');
    await ask('HeapProfiler.collectGarbage');
    const { usedSize = Number.NaN, backingStorageSize = 0 } = await ask('Runtime.getHeapUsage');
    await ask('HeapProfiler.disable');
    return usedSize + backingStorageSize;
  } finally {
    socket.close();
  }
}

async function inspectorOf(): Promise<Target> {
  for (const until = performance.now() + PATIENCE_MS; ; await sleep(50)) {
    const targets = await fetch(INSPECTOR).then(
      (response) => response.json() as Promise<readonly Target[]>,
      () => [],
    );
    const [target] = targets;
    if (target) return target;
    if (performance.now() > until) throw new Error(`Nothing listens at ${INSPECTOR}.`);
  }
}
