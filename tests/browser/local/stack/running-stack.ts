// The whole system, as `npm start` runs it; where there is a real S3 server, with that in place of the embedded one.
import { basename } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import type { FinishedRequest } from '../../../../local/s3/server.ts';
import { type Stack, type StackOptions, startStack } from '../../../../local/stack/stack.ts';
import { type LogEntry, recordingLog } from '../../../support/log.ts';
import { ask } from '../../../support/raw-request.ts';
import { openRealStore } from '../../../support/real-s3.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

export interface Running {
  readonly stack: Stack;
  readonly entries: LogEntry[];
  readonly puts: () => readonly FinishedRequest[];
  readonly drawn: () => number;
}

export async function run(data: string, options: Partial<StackOptions> = {}): Promise<Running> {
  const { log, entries } = recordingLog();
  const requests: FinishedRequest[] = [];
  const onS3Request = (finished: FinishedRequest) => requests.push(finished);
  const real = await openRealStore(bucketOf(data), onS3Request);
  const parts = { port: 0, data, log, ...(real ? { store: real } : { onS3Request }), ...options };
  const stack = await startStack(parts).catch(async (error: unknown) => {
    await real?.close();
    throw error;
  });
  return {
    stack: {
      ...stack,
      async close() {
        await stack.close();
        await real?.close();
      },
    },
    entries,
    puts: () => requests.filter(({ method, key }) => method === 'PUT' && key.includes('/')), // of cards
    drawn: () => entries.filter(({ outcome }) => outcome === 'card_drawn').length,
  };
}

/** A data folder's own on a real server, so that it survives a restart of the stack as the folder does. */
const bucketOf = (data: string) => basename(data).toLowerCase();

const folders = new AsyncDisposableStack();
export const dataFolder = async () => folders.use(await temporaryFolder('data')).path;

export let running: Running;
let data: string;

export const cdn = (path: string, options = {}) => ask(running.stack.cdn, path, options);

/** Opens what the tests of a file share, and closes it. */
export function shareStack(): void {
  afterAll(() => folders.disposeAsync());
  beforeAll(async () => {
    data = await dataFolder();
    running = await run(data);
  });
  afterAll(() => running.stack.close());
}
