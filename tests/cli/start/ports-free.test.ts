import { createServer } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { checkPorts } from '../../../cli/start/ports-free.ts';
import { type Listening, listen } from '../../../local/http/listen.ts';
import { STACK_PORTS } from '../../../local/stack/ports.ts';
import { freePorts } from '../../support/free-ports.ts';

let other: Listening | undefined;
afterEach(() => other?.close());

test('ports that are free are no complaint, and stay free', async () => {
  const port = await freePorts(STACK_PORTS);
  await checkPorts(port);
  await checkPorts(port);
});

test('a port that is taken is named, with others that are free', async () => {
  const port = await freePorts(STACK_PORTS);
  other = await listen(createServer(), port + 3);
  const error: unknown = await checkPorts(port).catch((refused: unknown) => refused);
  const { message } = error as Error;
  expect(message).toContain(`Port ${port + 3} is taken. The stack needs ${port} to ${port + 6}`);
  const proposed = Number(/--port (\d+)\.$/.exec(message)?.[1]);
  expect(proposed).toBeGreaterThan(port);
  await checkPorts(proposed);
});

test('the last ports there are', async () => {
  await expect(checkPorts(65_529)).resolves.toBeUndefined();
});
