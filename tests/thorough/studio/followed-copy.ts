// @examples quote
// A copy of the project whose sources are edited while its stack and its studio run.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from '@jest/globals';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../local/browser/ordinary-flags.ts';
import { STACK_PORTS } from '../../../local/stack/ports.ts';
import type { StudioEvent } from '../../../local/studio/events.ts';
import { projectPath } from '../../../project-path.ts';
import { freePorts } from '../../support/free-ports.ts';
import { hasEnded } from '../../support/processes.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

/** What `npm start` reads; nothing here is written to. */
const COPIED = [
  'card-schema',
  'card-site',
  'cli',
  'cloud',
  'edge',
  'infra',
  'local',
  'project-path.ts',
  'package.json',
  'tsconfig.json',
];

export let copy: TemporaryFolder;
let child: ChildProcess;
export let studio: string;
export let output = '';
export let browser: Browser;
export let page: Page;
export const events: StudioEvent[] = [];

export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error(`Not in time: ${what}. The log: ${output}`);
}

/** Receives the events of an open studio page; the page itself is loaded again now and then. */
async function listen(): Promise<void> {
  const response = await fetch(`${studio}/api/events`);
  const lines = response.body?.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>; // as Node has it
  const reading = (async () => {
    for await (const text of lines)
      for (const [, line] of text.matchAll(/^data: (.*)$/gm)) {
        const event = JSON.parse(String(line)) as StudioEvent;
        if (event.type !== 'now') events.push(event); // that is where it begins, and no change
      }
  })();
  reading.catch(() => {}); // the stack ended
}

async function showQuote(words: string): Promise<void> {
  await page.evaluate((said) => {
    const quiet = { onDrawn() {}, onRefused() {} };
    const card = { template: 'quote', params: { words: said, speaker: 'J. A. Shedd' } };
    (window as unknown as { studioFrame: { show(card: object, listener: object): void } }).studioFrame.show(card, quiet);
  }, words);
  await until('the card is shown', () => page.evaluate(() => document.querySelector('#stage')?.textContent));
}

/** Opens what the tests of a file share, and closes it. */
export function shareFollowedCopy(): void {
  beforeAll(async () => {
    copy = await temporaryFolder('copy');
    for (const name of COPIED) await cp(projectPath(name), join(copy.path, name), { recursive: true });
    await symlink(projectPath('node_modules'), join(copy.path, 'node_modules'));
    const port = await freePorts(STACK_PORTS);
    studio = `http://127.0.0.1:${port + 4}`;
    const args = [join(copy.path, 'cli/start/start.ts'), '--port', String(port), '--data', join(copy.path, 'data')];
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const { executable, env } = await installBrowser();
    browser = await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true });
    await until('the stack is ready', () => {
      if (hasEnded(child)) throw new Error(`The stack has ended. The log: ${output}`);
      return /^ready/m.test(output);
    });
    page = await browser.newPage();
    await page.goto(`${studio}/studio/frame.html`);
    await page.waitForFunction('window.studioFrame');
    await listen();
    await showQuote('A ship in harbour is safe');
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    if (child && !hasEnded(child)) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await copy.remove();
  });
}
