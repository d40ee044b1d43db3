import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { readStudioHosts, refuseStrangers } from '../../local/studio/strangers.ts';

/** The code of the refusal, or `welcome`. */
function judged(headers: Readonly<Record<string, string>>, studioHosts: readonly string[] = []): string {
  try {
    // The parts of a request that are looked at.
    refuseStrangers({ method: 'POST', headers, socket: { localPort: 8084 } } as unknown as IncomingMessage, studioHosts);
    return 'welcome';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('without an option', () => {
  test.each([
    'localhost:8084',
    'LOCALHOST:8084',
    'localhost.',
    'LocalHost.:8084',
    '127.0.0.1',
    '[::1]:8084',
    '[0:0:0:0:0:0:0:1]',
  ])('Host: %s is this machine', (host) => expect(judged({ host })).toBe('welcome'));

  test.each([
    'mymachine:8084',
    'localhost.example.com',
    '127.0.0.1.nip.io',
    '10.0.0.5:8084',
    'name-8084.app.github.dev',
    '',
    '..',
    'a b',
  ])('Host: %s is a stranger’s', (host) => expect(judged({ host })).toBe('foreign_host'));

  test('another origin is refused, also one on this machine', () => {
    expect(judged({ host: 'localhost:8084', origin: 'http://localhost:8084' })).toBe('welcome');
    expect(judged({ host: 'localhost:8084', origin: 'http://localhost:3000' })).toBe('foreign_origin');
    expect(judged({ host: 'localhost:8084', origin: 'https://evil.example' })).toBe('foreign_origin');
    expect(judged({ host: 'localhost:8084', origin: 'null' })).toBe('foreign_origin');
  });
});

describe('with a name that is allowed', () => {
  const hosts = ['mymachine', 'name-8084.app.github.dev'];

  test('it is welcome with any port, as its own origin and over TLS', () => {
    expect(judged({ host: 'MyMachine:8084', origin: 'http://mymachine:8084' }, hosts)).toBe('welcome');
    const secure = { origin: 'https://name-8084.app.github.dev', 'sec-fetch-site': 'same-origin' };
    expect(judged({ host: 'name-8084.app.github.dev', ...secure }, hosts)).toBe('welcome');
    // Codespaces gives the request to localhost.
    expect(judged({ host: 'localhost:8084', ...secure }, hosts)).toBe('welcome');
  });

  test('no other name is, below it, above it or next to it', () => {
    for (const host of ['x.mymachine', 'app.github.dev', 'other-8084.app.github.dev', 'mymachine.example.com'])
      expect(judged({ host }, hosts)).toBe('foreign_host');
  });

  test('another program on the machine of that name is refused, though browsers say nothing of it over plain HTTP', () => {
    expect(judged({ host: 'mymachine:8084', origin: 'http://mymachine:3000' }, hosts)).toBe('foreign_origin');
    expect(judged({ host: 'mymachine:8084', origin: 'http://mymachine' }, hosts)).toBe('foreign_origin');
    expect(judged({ host: 'mymachine:8084', origin: 'http://name-8084.app.github.dev:8084' }, hosts)).toBe('foreign_origin');
    expect(judged({ host: 'mymachine:80', origin: 'http://mymachine' }, hosts)).toBe('welcome');
  });

  test('a proxy in front of it may end TLS at another port, or give the request to localhost', () => {
    expect(judged({ host: 'mymachine', origin: 'https://mymachine:8443' }, hosts)).toBe('welcome');
    expect(judged({ host: '127.0.0.1:8084', origin: 'http://mymachine:9000' }, hosts)).toBe('welcome');
    const other = { origin: 'http://mymachine:3000', 'sec-fetch-site': 'cross-site' }; // in a browser on this machine
    expect(judged({ host: 'localhost:8084', ...other }, hosts)).toBe('foreign_origin');
  });

  test('another site is refused, whatever it says it is', () => {
    expect(judged({ host: 'mymachine:8084', origin: 'https://evil.example' }, hosts)).toBe('foreign_origin');
    const neighbour = { origin: 'http://mymachine:3000', 'sec-fetch-site': 'same-site' };
    expect(judged({ host: 'mymachine:8084', ...neighbour }, hosts)).toBe('foreign_origin');
  });
});

test('the refusal says how to forward the port, and which option allows the name', () => {
  const request = { headers: { host: 'mymachine:8084' }, socket: { localPort: 8084 } } as unknown as IncomingMessage;
  expect(() => refuseStrangers(request)).toThrow(
    'The studio answers to 127.0.0.1, localhost, [::1] only; asked for "mymachine". Forward the port to your machine (ssh -L 8084:127.0.0.1:8084 HOST, ' +
      "or your editor's list of ports) and open it as localhost, or allow the name: npm start -- --studio-host mymachine.",
  );
});

describe('--studio-host', () => {
  test('takes names, in any case, once each', () => {
    expect(readStudioHosts('MyMachine, name-8084.app.github.dev.,mymachine')).toEqual(['mymachine', 'name-8084.app.github.dev']);
    expect(readStudioHosts('192.168.1.7')).toEqual(['192.168.1.7']);
  });

  test.each(['*', '*.app.github.dev', '.app.github.dev', 'https://x.dev', 'x.dev:8084', 'x.dev/', '', 'a,,b', 'a b', 'ü'])(
    'refuses %p',
    (text) => expect(readStudioHosts(text)).toBeUndefined(),
  );
});
