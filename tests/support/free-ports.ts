// Ports for a program that is given the ports to listen on.
import { createServer } from 'node:http';
import { listen } from '../../local/http/listen.ts';

/** Below those that Linux gives to connections by itself (32768 to 60999), of which one that is free now may be taken at once. */
const MIN_PORT = 20_000;
const MAX_PORT = 32_000;

/** The first of as many ports in a row as are asked for, all of them free on the loopback address. */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const first = MIN_PORT + Math.floor(Math.random() * (MAX_PORT - MIN_PORT - count));
    // Nothing for one that is taken.
    const tried = Array.from({ length: count }, (_, at) => listen(createServer(), first + at).catch(() => undefined));
    const listening = await Promise.all(tried);
    await Promise.all(listening.map((port) => port?.close()));
    if (listening.every(Boolean)) return first;
  }
  throw new Error(`No ${count} free ports in a row between ${MIN_PORT} and ${MAX_PORT}.`);
}
