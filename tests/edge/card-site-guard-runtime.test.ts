import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { guardSource } from '../../local/card-site/guard.ts';
import { loadFunction, MAX_FUNCTION_BYTES } from '../../local/cloudfront/cloudfront-function.ts';
import { at, GUARD, NEW_KEY, NOW, OLD_KEY, seconds, withToken } from './guard-requests.ts';

describe('The guard’s comparison', () => {
  /** Runs the guard with macs that record which of their characters are looked at. */
  function observe(mac: string): { looks: number[][]; status: number | undefined } {
    const looks: number[][] = [];
    const digest = () => {
      const seen: number[] = [];
      looks.push(seen);
      const expected = 'A'.repeat(43);
      const charCodeAt = (index: number) => {
        seen.push(index);
        return expected.charCodeAt(index);
      };
      return { length: 43, charCodeAt };
    };
    const hmac = { update: () => hmac, digest };
    const sandbox = createContext({ require: () => ({ createHmac: () => hmac }) });
    new Script(`Date.now = () => ${NOW};\n${guardSource([NEW_KEY, OLD_KEY])}`).runInContext(sandbox);
    const event = JSON.stringify(withToken(`${seconds + 60}.${mac}`));
    const result = new Script(`handler(${event})`).runInContext(sandbox) as { statusCode?: number };
    return { looks, status: result.statusCode };
  }
  const everyPlace = Array.from({ length: 43 }, (_, index) => index);

  test.each([
    ['at the first character', `B${'A'.repeat(42)}`],
    ['in the middle', `${'A'.repeat(20)}B${'A'.repeat(22)}`],
    ['at the last character', `${'A'.repeat(42)}B`],
    ['everywhere', 'B'.repeat(43)],
  ])('looks at every character for every key when the mac differs %s', (_, mac) => {
    expect(observe(mac)).toEqual({ looks: [everyPlace, everyPlace], status: 403 });
  });

  test('looks at every key when the first one fits', () => {
    // Both keys have the same mac here, so both fit: the request is let in all the same.
    expect(observe('A'.repeat(43))).toEqual({ looks: [everyPlace, everyPlace], status: undefined });
  });
});

describe('The guard as a CloudFront Function', () => {
  test('has fewer bytes than CloudFront allows, with two keys of 64 characters in it', () => {
    const source = guardSource(['a'.repeat(64), 'b'.repeat(64)]);
    expect(source).toContain(`'${'a'.repeat(64)},${'b'.repeat(64)}'.split(',')`);
    expect(Buffer.byteLength(source)).toBeLessThan(MAX_FUNCTION_BYTES);
    expect(() => loadFunction(source.padEnd(MAX_FUNCTION_BYTES + 1))).toThrow('at most 10240 bytes');
  });

  test('holds its placeholder once, in its first line', () => {
    const [first, ...rest] = readFileSync(GUARD, 'utf8').split('\n');
    expect(first).toBe("const PAGE_KEYS = '{{page-keys}}'.split(',');");
    expect(rest.join('\n')).not.toContain('{{page-keys}}');
  });

  test('is a plain script without anything that CloudFormation would replace', () => {
    const source = readFileSync(GUARD, 'utf8');
    expect(source).not.toMatch(/^\s*(import|export)\b/m);
    expect(source).not.toContain('${');
    expect(source).not.toContain('`');
  });

  test.each(["quote'", 'back\\slash', 'com,ma', 'line\nbreak', 'ümlaut'])(
    'is not given the key %j, which would end its string',
    (key) => {
      expect(() => guardSource([key])).toThrow('A page key may hold');
    },
  );

  test('takes a key with a dollar sign as it is', () => {
    expect(guardSource(["$&$1$'".replace("'", '')])).toContain("'$&$1$'.split");
  });
});

describe('The runtime of the guard', () => {
  const ask = (expression: string) =>
    loadFunction(`function handler() { return { statusCode: 200, body: ${expression} }; }`)(at({})) as { body?: unknown };

  test.each([
    'process',
    'fetch',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'URL',
    'WebAssembly',
    'Map',
    'Intl',
    'Object.hasOwn',
    '[].at',
    '"".normalize',
    'performance',
    'module',
    'globalThis.crypto',
  ])('has no %s', (name) => {
    expect(ask(`typeof ${name}`)).toMatchObject({ body: 'undefined' });
  });

  test('has the language, crypto by require, Buffer and console.log, and nothing else', () => {
    const names = ask('Object.getOwnPropertyNames(globalThis).join()').body;
    const language = new Script('Object.getOwnPropertyNames(globalThis)').runInContext(createContext()) as string[];
    const added = String(names)
      .split(',')
      .filter((name) => !language.includes(name));
    expect(added.sort()).toEqual(['Buffer', 'handler', 'require']); // a fresh context has a console of its own
    expect(ask('Object.keys(console).join()')).toMatchObject({ body: 'log' });
    expect(ask("Object.keys(require('crypto')).join()")).toMatchObject({ body: 'createHash,createHmac' });
  });

  test.each([
    ["require('fs')", 'no module "fs"'],
    ["require('crypto').createHash('sha512')", 'md5, sha1, sha256 only'],
    ["eval('1')", 'Code generation from strings disallowed'],
    ["new Function('return 1')()", 'Code generation from strings disallowed'],
  ])('refuses %s', (expression, reason) => {
    expect(() => ask(expression)).toThrow(reason);
  });

  test('stops a function that does not end', () => {
    expect(() => loadFunction('function handler() { for (;;); }')(at({}))).toThrow('timed out');
  });
});
