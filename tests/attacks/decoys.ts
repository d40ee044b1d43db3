// Listeners that count who comes, and a watch over every connection that this process tries to open.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, Socket } from 'node:net';

export interface Decoys {
  readonly port: number;
  /** Where they listen: without those of IPv6 on a machine that has none. */
  readonly addresses: readonly string[];
  /** One entry for each connection or datagram: the first line that it sent, or how it came when it sent none. */
  readonly visits: readonly string[];
  forget(): void;
  close(): Promise<void>;
}

export interface DecoyParts {
  readonly addresses: readonly string[];
  /** A server of the test's own, on the same port of an address of its own. The test closes it. */
  readonly sharedServer?: { readonly server: Server; readonly address: string };
  /** Is tried before those that the system chooses. */
  readonly firstPort?: number;
}

const MAX_PORTS = 10;

/**
 * Listens on each address, on one port, for TCP and for UDP. What comes gets the answer that Lambda's runtime API would give. A port that is
 * free on one address may be taken on another: then all move on to the next.
 */
export async function setDecoys({ firstPort = 0, ...parts }: DecoyParts): Promise<Decoys> {
  const visits: string[] = [];
  for (let tries = 1; ; tries++) {
    const closes: (() => Promise<unknown>)[] = [];
    const close = async () => void (await Promise.all(closes.map((each) => each())));
    try {
      const bound = await listenAll(parts, tries === 1 ? firstPort : 0, visits, closes);
      return { ...bound, visits, forget: () => void visits.splice(0), close };
    } catch (error) {
      await close();
      await closed(parts.sharedServer?.server);
      if (codeOf(error) !== 'EADDRINUSE' || tries === MAX_PORTS) throw error;
    }
  }
}

async function listenAll(
  { addresses, sharedServer }: DecoyParts,
  first: number,
  visits: string[],
  closes: (() => Promise<unknown>)[],
): Promise<{ readonly port: number; readonly addresses: readonly string[] }> {
  let port = first;
  if (sharedServer) port = await listenOn(sharedServer.server, port, sharedServer.address);
  const reached: string[] = [];
  for (const address of addresses) {
    const server = createServer((socket) => welcome(socket, address, visits));
    const udp = createSocket(address.includes(':') ? 'udp6' : 'udp4', () => visits.push(`datagram to ${address}`));
    closes.push(
      () => closed(server),
      () => new Promise<void>((resolve) => udp.close(resolve)),
    );
    try {
      port = await listenOn(server, port, address);
    } catch (error) {
      if (!address.includes(':') || !['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))) throw error;
      process.stdout.write(`This machine has no ${address}: nothing is tested there.\n`);
      continue;
    }
    udp.bind(port, address);
    await once(udp, 'listening');
    reached.push(address);
  }
  return { port, addresses: reached };
}

async function listenOn(server: Server, port: number, address: string): Promise<number> {
  server.listen(port, address);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port; // not a pipe
}

function welcome(socket: Socket, address: string, visits: string[]): void {
  const at = visits.push(`connection to ${address}`) - 1;
  socket.on('error', () => {});
  socket.once('data', (data) => {
    visits[at] = data.toString('latin1').split('\r\n')[0] ?? '';
    socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}');
  });
  socket.setTimeout(2000, () => socket.destroy());
}

/** Whether it ever listened or not. */
const closed = (server?: Server) => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));

const codeOf = (error: unknown) => String((error as NodeJS.ErrnoException).code);

export interface ConnectionWatch {
  /** The address of every connection that was tried, whether anybody listens there or not. */
  readonly tried: readonly string[];
  forget(): void;
  stop(): void;
}

/** Watches where this process connects to, at the last step before the operating system is asked. */
export function watchConnections(): ConnectionWatch {
  const tried: string[] = [];
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function watched(this: Socket, ...args: Parameters<typeof connect>) {
    this.on('connectionAttempt', (address: string) => tried.push(address));
    return connect.apply(this, args);
  } as typeof connect;
  return {
    tried,
    forget: () => void tried.splice(0),
    stop() {
      Socket.prototype.connect = connect;
    },
  };
}
