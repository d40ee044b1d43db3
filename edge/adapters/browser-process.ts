// Starts a browser and ends it, whatever state it is in.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type Browser } from 'puppeteer-core';
import { CardError } from '../../card-schema/errors.ts';
import { BROWSER_FLAGS, PICTURE_SIZE } from '../core/drawing-settings.ts';
import type { BrowserFiles } from './browser-files.ts';
import { removeFrom } from './scratch.ts';

export interface BrowserProcess {
  readonly browser: Browser;
  hasExited(): boolean;
  /** SIGKILL to the whole process group, reaped, scratch removed. Never fails, never waits for long. */
  kill(): Promise<void>;
}

const PROFILE = 'edgecard-profile-';
/** One core fills half of Lambda's 512 MB. Core dumps are off, but the limit has been ignored before. */
const isCore = (name: string) => /^core(\.|$)/.test(name);
const REAP_MS = 1000;

/**
 * Starts a browser whose pages can reach one host at most.
 * @param scratch folder for the profile; 512 MB in all on Lambda
 * @param site origin of the card site
 * @param signal kills a browser that has not started when it is no longer wanted
 * Throws CardError `browser_failed`.
 */
export async function startBrowser(
  files: BrowserFiles,
  scratch: string,
  site: string,
  signal: AbortSignal,
): Promise<BrowserProcess> {
  // Nobody's any more: a sandbox has one browser, and it has not started yet.
  await removeFrom(scratch, (name) => name.startsWith(PROFILE) || isCore(name)).catch(() => {});
  // Puppeteer goes on listening after the start; the signal of a start must not kill a browser that has started.
  const starting = new AbortController();
  const abort = () => starting.abort();
  signal.addEventListener('abort', abort, { once: true });
  const profile = await mkdtemp(join(scratch, PROFILE));
  try {
    signal.throwIfAborted();
    const launching = puppeteer.launch({
      executablePath: files.executable,
      ignoreDefaultArgs: true,
      args: [
        ...BROWSER_FLAGS,
        // Behind the request block of the page: a name or an address that is not the card site's does not resolve.
        `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${new URL(site).hostname}`,
        `--user-data-dir=${profile}`,
        `--window-size=${PICTURE_SIZE.width},${PICTURE_SIZE.height}`,
        'about:blank',
      ],
      env: { ...files.env },
      pipe: true, // no port on loopback that anything else could open
      defaultViewport: { ...PICTURE_SIZE, deviceScaleFactor: 1 },
      timeout: 0, // over a pipe puppeteer's own bounds too little; the signal kills the process group
      signal: starting.signal,
      protocolTimeout: 30_000,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    launching.catch(() => {}); // heard below, or nobody is left to hear it
    // Puppeteer's launch can wait for ever for the first page of a browser that is dead.
    const browser = await Promise.race([launching, rejection(starting.signal)]);
    return browserProcess(browser, profile, scratch);
  } catch (cause) {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
    throw new CardError('browser_failed', 'The browser did not start.', { cause });
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The browser took too long to start.')), { once: true });
  });
}

function browserProcess(browser: Browser, profile: string, scratch: string): BrowserProcess {
  const child = browser.process();
  const hasExited = () => !browser.connected || !child || child.exitCode !== null || child.signalCode !== null;
  const exited = new Promise<void>((resolve) => {
    if (!child || hasExited()) resolve();
    else child.once('exit', () => resolve());
  });

  return {
    browser,
    hasExited,
    async kill() {
      // Puppeteer starts the browser as the leader of a process group of its own.
      if (child?.pid) killGroup(child.pid);
      await Promise.race([exited, sleep(REAP_MS, undefined, { ref: false })]);
      await browser.disconnect().catch(() => {});
      await rm(profile, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
      await removeFrom(scratch, isCore).catch(() => {});
    },
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
