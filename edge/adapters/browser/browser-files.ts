import { join } from 'node:path';
import { BROWSER_ENVIRONMENT } from '../../core/drawing-settings.ts';
import type { DrawJob } from '../../core/ports.ts';
import type { Ending } from '../../core/retry.ts';

/** An unpacked browser, ready to start: the launcher and the environment it needs, and no other. */
export interface BrowserFiles {
  readonly folder: string;
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether code is left out, so that the browser traps where it would run it. @default false */
  readonly lacksCode?: boolean;
}

/** Where browsers come from, and where it is noted how they ended. */
export interface BrowserSource {
  /** Makes the files ready. After a failure it may be asked again. Throws CardError `pack_failed`. */
  files(job: DrawJob): Promise<BrowserFiles>;
  /** How an attempt at a card left its browser. Unless it is alive, no browser is running. */
  ended(ending: Ending): void;
}

/** A source that learns nothing from how its browsers end. */
export function sourceOf(files: () => Promise<BrowserFiles>): BrowserSource {
  return { files, ended: () => {} };
}

/**
 * Starts the browser without core dumps: one core of 300 MB fills Lambda's scratch, and every later card in that sandbox fails
 * (Sparticuz/chromium#512). Both limits are lowered, because a process may raise a soft one back up to the hard one.
 */
// biome-ignore lint/suspicious/noTemplateCurlyInString: the braces are the shell's
export const LAUNCHER = { path: 'start', script: '#!/bin/sh\nulimit -c 0\nexec "${0%/*}/chromium" "$@"\n' } as const;

/**
 * Stands in front of the browser's memory calls, so that pictures do not pay for the same memory again and again. It is looked for in
 * LD_LIBRARY_PATH; where it is missing or cannot be loaded, the browser starts without it and draws the same pixels, so it is
 * no drawing setting.
 */
export const MEMORY_LIBRARY = 'libcard-memory.so';

/** What the unpacked browser in a folder needs to start. The handler's own environment, with its credentials, stays out. */
export function browserFilesIn(folder: string, { lacksCode = false } = {}): BrowserFiles {
  return {
    folder,
    executable: join(folder, LAUNCHER.path),
    env: {
      HOME: folder,
      LD_LIBRARY_PATH: join(folder, 'lib'),
      LD_PRELOAD: MEMORY_LIBRARY,
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      ...BROWSER_ENVIRONMENT,
    },
    lacksCode,
  };
}
