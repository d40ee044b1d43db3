// How much of a Node process's heap is alive: what is left after a collection. V8 itself collects late where memory is plenty, so
// what the process holds says little about leaks.

/** Sets a Node process up to be asked, at a port that nobody else has. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' } as const;

const MAX_SETTLING_MS = 5000;

/** Where the process that printed these lines listens. Throws where it does not say so. */
export function inspectorIn(log: readonly string[]): string {
  const [, address] = log.map((line) => /^Debugger listening on (ws:\/\/\S+)$/.exec(line)).find((found) => found !== null) ?? [];
  if (!address) throw new Error('The process does not say where its inspector listens; was it started with INSPECTED?');
  return address;
}

/** Collects, and gives the bytes of the heap and of the buffers that it holds. Throws where an answer takes longer than `maxMs`. */
export async function liveHeapBytes(inspector: string, maxMs = MAX_SETTLING_MS): Promise<number> {
  const socket = new WebSocket(inspector);
  try {
    await awaitEvent(socket, 'open', maxMs, () => true);
    let last = 0;
    const ask = async (method: string) => {
      const id = ++last;
      const answer = awaitEvent(socket, 'message', maxMs, (event) => {
        const message = JSON.parse(String((event as MessageEvent).data)) as Answer;
        return message.id === id ? message : undefined;
      });
      socket.send(JSON.stringify({ id, method }));
      const { result, error } = await answer;
      if (!result) throw new Error(`The inspector refuses ${method}: ${error?.message}`);
      return result;
    };
    await ask('HeapProfiler.enable');
    await ask('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = await ask('Runtime.getHeapUsage');
    await ask('HeapProfiler.disable');
    if (usedSize === undefined) throw new Error('The inspector gives no heap usage.');
    return usedSize + backingStorageSize;
  } finally {
    socket.close();
  }
}

interface Answer {
  readonly id?: number;
  readonly result?: Readonly<Record<string, number>>;
  readonly error?: { readonly message: string };
}

/** The first event in which there is something to be found. Throws when the connection breaks, and after so many milliseconds. */
function awaitEvent<T>(
  socket: WebSocket,
  type: 'open' | 'message',
  ms: number,
  find: (event: Event) => T | undefined,
): Promise<T> {
  const over = new AbortController();
  const { signal } = over;
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The inspector does not answer within ${ms} ms.`)), ms);
    signal.addEventListener('abort', () => clearTimeout(timer));
    for (const end of ['close', 'error'] as const)
      socket.addEventListener(end, () => reject(new Error('The connection to the inspector broke.')), { signal });
    socket.addEventListener(
      type,
      (event) => {
        const found = find(event);
        if (found !== undefined) resolve(found);
      },
      { signal },
    );
  }).finally(() => over.abort());
}
