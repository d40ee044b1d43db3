// Listeners that count who comes, and a watch over every connection that this process tries to open.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';

export interface Trap {
  readonly port: number;
  /** One entry for each connection or datagram: the first line that it sent, or how it came when it sent none. */
  readonly visits: readonly string[];
  forget(): void;
  close(): Promise<void>;
}

/** Listens on each address, on one port, for TCP and for UDP. What comes is told what Lambda's runtime API would tell. */
export async function setTraps(addresses: readonly string[], port = 0): Promise<Trap> {
  const visits: string[] = [];
  const closes: (() => Promise<unknown>)[] = [];
  let common = port;
  for (const address of addresses) {
    const server = createServer((socket) => {
      const at = visits.push(`connection to ${address}`) - 1;
      socket.on('error', () => {});
      socket.once('data', (data) => {
        visits[at] = data.toString('latin1').split('\r\n')[0] ?? '';
        socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}');
      });
      socket.setTimeout(2000, () => socket.destroy());
    });
    server.listen(common, address);
    await once(server, 'listening');
    common = (server.address() as AddressInfo).port;
    const udp = createSocket(address.includes(':') ? 'udp6' : 'udp4', () => visits.push(`datagram to ${address}`));
    udp.bind(common, address);
    await once(udp, 'listening');
    closes.push(
      () => new Promise((resolve) => server.close(resolve)),
      () => new Promise<void>((resolve) => udp.close(resolve)),
    );
  }
  return {
    port: common,
    visits,
    forget: () => void visits.splice(0),
    async close() {
      await Promise.all(closes.map((close) => close()));
    },
  };
}

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
