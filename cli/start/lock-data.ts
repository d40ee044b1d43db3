// One stack has a data folder at a time: a second one would take the first one's uploads and messages for its own.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ExpectedError } from '../terminal/errors.ts';
import { systemErrorIn } from '../terminal/system-errors.ts';

export interface Lock {
  close(): Promise<void>;
}

const MAX_ASKING_MS = 1000;

/**
 * Until it is closed, or until this process ends in whatever way: the lock is a socket that somebody listens at, so that one which a
 * killed process left behind is no obstacle, and no other process with the same number is taken for it. Throws ExpectedError
 * `data_in_use`.
 */
export async function lockData(data: string, port: number): Promise<Lock> {
  const address = socketOf(await realpath(data));
  const holder = `process ${process.pid}, port ${port}`;
  const server = createServer((socket) => void socket.on('error', () => {}).end(holder));
  if (!(await listens(server, address))) {
    const other = await holderAt(address);
    if (other !== undefined) throw inUse(data, other);
    await rm(address, { force: true });
    if (!(await listens(server, address))) throw inUse(data, 'which has just started');
  }
  server.unref();
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Not in the folder itself: a socket's path has at most 104 characters on a Mac. */
function socketOf(folder: string): string {
  const name = `edgecard-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** Whether nobody has the address. */
async function listens(server: Server, address: string): Promise<boolean> {
  try {
    await once(server.listen(address), 'listening');
    return true;
  } catch (error) {
    if (systemErrorIn(error)?.code === 'EADDRINUSE') return false;
    throw error;
  }
}

/** What the process that listens there says of itself; undefined where none does. */
async function holderAt(address: string): Promise<string | undefined> {
  const socket = connect(address).setTimeout(MAX_ASKING_MS, () => socket.destroy());
  try {
    return await text(socket);
  } catch (error) {
    if (['ECONNREFUSED', 'ENOENT'].includes(systemErrorIn(error)?.code ?? '')) return undefined;
    return 'which does not answer';
  }
}

function inUse(data: string, holder: string): ExpectedError {
  const message = `--data ${data} is in use by another npm start (${holder}): end that one, or name another folder with --data.`;
  return new ExpectedError('data_in_use', message);
}
