import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listen } from '../../../../local/http/listen.ts';
import { freePorts } from '../../../support/free-ports.ts';
import { nonsenseSettings } from '../../../support/nonsense-settings.ts';
import { descendants, type StartedCommand, startStackCommand, stillRunning } from '../../../support/start-command.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

let data: TemporaryFolder;
let started: StartedCommand | undefined;
beforeEach(async () => {
  data = await temporaryFolder('start');
});
afterEach(async () => {
  started?.child.kill('SIGKILL');
  await data.remove();
});

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): StartedCommand {
  started = startStackCommand(['--data', data.path, ...args], { env: { ...process.env, ...env } });
  return started;
}

test.each([
  ['SIGINT', 'an empty environment', async () => ({})],
  ['SIGTERM', 'nonsense in every AWS setting', () => nonsenseSettings(data.path)],
] as const)(
  'prints its addresses and `ready`, draws, and leaves nothing running after %s, with %s',
  async (signal, _, settings) => {
    const port = await freePorts(5);
    const { child, output, until, exit } = start(['--port', String(port)], await settings());
    await until(/^ready/m);
    for (const offset of [0, 1, 2, 3, 4]) expect(output()).toContain(`http://127.0.0.1:${port + offset}`);
    const lines = output().trim().split('\n');
    expect(lines.find((line) => line.includes('http://'))).toContain(`studio  `);
    expect(lines.at(-1)).toMatch(/^ready/);

    const picture = await fetch(`http://127.0.0.1:${port}/12-34-10.jpg`);
    expect([picture.status, picture.headers.get('x-card-status')]).toEqual([200, 'drawn']);
    await until(/card_drawn/);
    const family = await descendants(child.pid ?? 0);
    expect(family.length).toBeGreaterThan(0);

    child.kill(signal);
    expect(await exit).toBe(0);
    // A helper of the build ends on its own when its parent has.
    expect(await stillRunning(family)).toEqual([]);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  },
);

test('says which port is taken and what to do, and leaves nothing running', async () => {
  const { port, close } = await listen(createServer(), 0);
  const { output, exit } = start(['--port', String(port)]);
  expect(await exit).toBe(1);
  expect(output()).toContain(`Port ${port} is taken.`);
  expect(output()).toContain('--port');
  await close();
});

test.each([
  [['--port', 'eighty'], '--port must be a whole number from 1 to 65531; got "eighty".'],
  [['--port', '70000'], '--port must be'],
  [['--image-hosts', 'https://x.com'], '--image-hosts must be host names separated by commas; got "https://x.com".'],
  [['--prot', '1'], "Unknown option '--prot'. Did you mean --port?"],
])('refuses %p with a sentence', async (args, message) => {
  const { output, exit } = start(args);
  expect(await exit).toBe(2);
  expect(output()).toContain(message);
});
