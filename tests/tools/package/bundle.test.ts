import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { bundle } = createRequire(import.meta.url)(projectPath('tools/package/bundle.cjs')) as {
  readonly bundle: (folder: string, entry: string) => Promise<unknown>;
}; // osls wants CommonJS
const run = promisify(execFile);

/** Modules of Node's that are loaded when something that one of them exports is read. */
const LATE = /(undici\/undici|crypto\/webcrypto|fs\/streams)$/;
const SAY = `console.log(JSON.stringify({ said, late: process.moduleLoadList.filter((name) => ${LATE}.test(name)) }));`;

async function runBundled(files: Readonly<Record<string, string>>) {
  await using folder = await temporaryFolder('bundle');
  for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files }))
    await writeFile(join(folder.path, name), text);
  await bundle(folder.path, 'entry.js');
  const made = (await readdir(folder.path, { recursive: true })).filter(
    (name) => name === 'entry.js' || name.startsWith('entry/'),
  );
  const texts = await Promise.all(
    made.filter((name) => name.endsWith('.js')).map((name) => readFile(join(folder.path, name), 'utf8')),
  );
  const { stdout } = await run(process.execPath, [join(folder.path, 'entry.js')]);
  return { texts, ...(JSON.parse(stdout) as { readonly said: unknown; readonly late: readonly string[] }) };
}

test('whatever a bundle imports of Node’s own modules is there, and only what it reads is loaded', async () => {
  const { texts, said, late } = await runBundled({
    'entry.js': `
      import process from 'node:process';
      import events, { once } from 'events';
      import * as path from 'node:path';
      import { default as url, fileURLToPath } from 'node:url';
      import { request as ask, Agent } from 'node:http';
      import { createHash } from 'crypto';
      import { readFileSync } from 'node:fs';
      import { promisify } from 'node:util';
      import { setTimeout as sleep } from 'node:timers/promises';
      import { shared } from './shared.js';
      import old from './old.cjs';
      const later = await import('./later.js');
      const said = [typeof process.cwd, new events().on.length, once.name, path.join('a', 'b'), ask.name, Agent.name,
        createHash('md5').update('').digest('hex').slice(0, 4), readFileSync.name, promisify.name, sleep.name, shared, old, later.named,
        path.default.join === path.join, url.fileURLToPath === fileURLToPath];
      ${SAY}`,
    'shared.js': "import { sep } from 'node:path'; export const shared = sep;",
    'later.js':
      "import { shared } from './shared.js'; import { basename } from 'node:path'; export const named = basename('x/y') + shared;",
    'old.cjs': "const { EOL } = require('os'); module.exports = EOL.length + require('node:http').METHODS.length > 10;",
  });
  expect(said).toEqual([
    'function',
    2,
    'once',
    'a/b',
    'request',
    'Agent',
    'd41d',
    'readFileSync',
    'promisify',
    'setTimeout',
    '/',
    true,
    'y/',
    true,
    true,
  ]);
  expect(late).toEqual([]);
  expect(texts.length).toBeGreaterThan(2);
  expect(texts.join().match(/from ?"(?!\.)/g)).toBeNull();
});

test('node:http on demand is the whole module, and loads nothing more', async () => {
  const { said, late } = await runBundled({
    'entry.js': `
      const { Agent, request } = await import('node:http');
      const whole = await import('http');
      const said = [Agent.name, request.name, whole.default.METHODS === whole.METHODS];
      ${SAY}`,
  });
  expect([said, late]).toEqual([['Agent', 'request', true], []]);
});

test('an import in Node’s own words loads more: what is compared above is there to be found', async () => {
  const { stdout } = await run(process.execPath, [
    '--input-type=module',
    '-e',
    `import { request } from 'node:http'; import { readFileSync } from 'node:fs'; const said = [request.name, readFileSync.name]; ${SAY}`,
  ]);
  expect((JSON.parse(stdout) as { readonly late: readonly string[] }).late.length).toBeGreaterThan(1);
});
