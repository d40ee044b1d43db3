import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { setDecoys } from './decoys.ts';

const ADDRESSES = ['127.0.0.1', '127.0.0.2'];

test('a port that is taken on one of the addresses is left for another, for all of them', async () => {
  const taken = createTcpServer().listen(0, '127.0.0.2');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const server = createServer();
  const decoys = await setDecoys({ addresses: ADDRESSES, sharedServer: { server, address: '127.0.0.9' }, firstPort: port });
  expect(decoys.port).not.toBe(port);
  expect((server.address() as AddressInfo).port).toBe(decoys.port);
  expect(decoys.addresses).toEqual(ADDRESSES);
  server.close();
  taken.close();
  await decoys.close();
});

test('so is one that is taken for datagrams alone', async () => {
  const taken = createSocket('udp4').bind(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address();
  const decoys = await setDecoys({ addresses: ADDRESSES, firstPort: port });
  expect(decoys.port).not.toBe(port);
  taken.close();
  await decoys.close();
});

test('a free one is taken at once, and who comes is counted', async () => {
  const { port, close } = await setDecoys({ addresses: ADDRESSES });
  await close();
  const decoys = await setDecoys({ addresses: ADDRESSES, firstPort: port });
  expect(decoys.port).toBe(port);
  for (const address of ADDRESSES) {
    const socket = connect(port, address).resume().end('hello\r\n');
    await once(socket, 'close');
  }
  expect(decoys.visits).toEqual(['hello', 'hello']);
  decoys.forget();
  expect(decoys.visits).toEqual([]);
  await decoys.close();
});

test('where an address of IPv6 is not to be had it goes on without it; where one of IPv4 is not, nothing goes on', async () => {
  const decoys = await setDecoys({ addresses: ['127.0.0.1', '2001:db8::1'] });
  expect(decoys.addresses).toEqual(['127.0.0.1']);
  await decoys.close();
  await expect(setDecoys({ addresses: ['127.0.0.1', '192.0.2.1'] })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});
