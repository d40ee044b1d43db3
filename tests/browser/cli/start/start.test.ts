import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listen } from '../../../../local/http/listen.ts';
import { STACK_PORTS } from '../../../../local/stack/ports.ts';
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

/** The statuses of the studio's page and of the websocket for hot reload, under a name. */
async function studioAnswers(port: number, host: string): Promise<readonly (number | undefined)[]> {
  const ask = async (path: string, headers: Readonly<Record<string, string>>, events: readonly string[]) => {
    const request = get({ host: '127.0.0.1', port, path, headers: { host, ...headers }, agent: false });
    const [response] = (await Promise.race(events.map((event) => once(request, event)))) as [IncomingMessage];
    request.destroy();
    return response.statusCode;
  };
  const client = await (await fetch(`http://127.0.0.1:${port}/@vite/client`)).text();
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1];
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'sec-websocket-protocol': 'vite-hmr',
  };
  return [await ask('/', {}, ['response']), await ask(`/?token=${token}`, upgrade, ['upgrade', 'response'])];
}

test.each([
  ['SIGINT', 'an empty environment', async () => ({})],
  ['SIGTERM', 'nonsense in every AWS setting', () => nonsenseSettings(data.path)],
] as const)(
  'prints its addresses and `ready`, draws, and leaves nothing running after %s, with %s',
  async (signal, _, settings) => {
    const port = await freePorts(STACK_PORTS);
    const { child, output, until, exit } = start(['--port', String(port), '--studio-host', 'mymachine'], await settings());
    await until(/^ready/m);
    for (const offset of [0, 1, 2, 3, 4, 5]) expect(output()).toContain(`http://127.0.0.1:${port + offset}`);
    const lines = output().trim().split('\n');
    expect(lines.find((line) => line.includes('http://'))).toContain(`studio  `);
    expect(lines.at(-1)).toMatch(/^ready/);

    const picture = await fetch(`http://127.0.0.1:${port}/default.jpg`);
    expect([picture.status, picture.headers.get('x-card-status')]).toEqual([200, 'default']);
    await until(/card_drawn/);
    expect(await studioAnswers(port + 4, 'mymachine:8084')).toEqual([200, 101]);
    expect(await studioAnswers(port + 4, 'another:8084')).toEqual([403, 400]);
    // As `npm start | head` does: nobody reads on, and cards are drawn all the same.
    child.stdout?.destroy();
    for (const path of ['default.jpg', 'robots.txt']) expect((await fetch(`http://127.0.0.1:${port}/${path}`)).status).toBe(200);
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
  [['--port', 'eighty'], '--port must be a whole number from 1 to 65529; got "eighty".'],
  [['--port', '70000'], '--port must be'],
  [['--studio-host', '*.app.github.dev'], '--studio-host must be host names without scheme, port or wildcard'],
  [['--image-hosts', 'https://x.com'], '--image-hosts must be host names separated by commas; got "https://x.com".'],
  [['--prot', '1'], "Unknown option '--prot'. Did you mean --port?"],
])('refuses %p with a sentence', async (args, message) => {
  const { output, exit } = start(args);
  expect(await exit).toBe(2);
  expect(output()).toContain(message);
});
