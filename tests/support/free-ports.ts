// Ports for a program that is told which ones to listen on.
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below those that Linux gives to connections by itself (32768 to 60999): one that is free now stays so. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** The first of as many ports in a row as are asked for, all of them free on the loopback address. */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - count));
    const servers = await Promise.all(Array.from({ length: count }, (_, at) => listen(first + at)));
    await Promise.all(servers.map(close));
    if (servers.every(Boolean)) return first;
  }
  throw new Error(`No ${count} free ports in a row between ${LOWEST} and ${HIGHEST}.`);
}

/** Nothing when the port is taken. */
async function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return server;
  } catch {
    return undefined;
  }
}

async function close(server: Server | undefined): Promise<void> {
  if (server) await once(server.close(), 'close');
}
