// The browsers of `npm run soak:traps`: the pruned one, which traps where code is missing, or the complete one under a tracer.

import { type BrowserFiles, sourceOf } from '../../edge/adapters/browser/browser-files.ts';
import { type CardBrowser, createCardBrowser } from '../../edge/adapters/browser/card-browser.ts';
import type { FetchImage } from '../../edge/core/ports.ts';
import type { BrowserProfile } from '../../tools/pack/browser-profile.ts';
import { parseElf } from '../../tools/pack/elf.ts';
import { type FreshBrowser, freshBrowser } from '../../tools/profile/fresh-browser.ts';
import { traced, tracedFile } from '../../tools/profile/traced-browser.ts';

export interface BrowserParts {
  readonly complete: BrowserFiles;
  readonly pruned: FreshBrowser;
  /** The complete browser's executable, and what the profile says of it. */
  readonly chromium: Buffer;
  readonly profile: BrowserProfile;
  readonly fetchImage: FetchImage;
  /** Takes the pages that the pruned browser would have trapped on. */
  readonly missedPages: Set<number>;
}

export interface Lent {
  readonly browser: CardBrowser;
  /** What is known of a miss since the last time it was asked for. */
  missed(): string | undefined;
}

/** The pruned browser, until it traps. */
export function trappingBrowser({ complete, pruned, fetchImage }: BrowserParts, scratch: string): Lent {
  let missed: string | undefined;
  const browser = createCardBrowser({
    source: {
      files: async () => (missed === undefined ? { ...pruned.files, lacksCode: true } : complete),
      ended(ending) {
        if (ending === 'missing code') missed = '';
      },
    },
    fetchImageFor: () => fetchImage,
    scratch,
    log: () => {},
  });
  return { browser, missed: () => missed };
}

/** The complete browser, with a note of each page that the pruned one would trap on. */
export async function watchedBrowsers(parts: BrowserParts, scratch: string): Promise<() => Promise<Lent>> {
  const { complete, chromium, profile, missedPages, fetchImage } = parts;
  const fresh = await freshBrowser(complete);
  const trace = await traced(fresh.files, tracedFile(chromium, parseElf(chromium)), scratch, { known: profile.touched });
  let seen = 0;
  return async () => ({
    browser: createCardBrowser({
      source: sourceOf(async () => trace.files),
      fetchImageFor: () => fetchImage,
      scratch,
      log: () => {},
    }),
    missed() {
      const pages = trace.touched().slice(seen);
      seen += pages.length;
      for (const page of pages) missedPages.add(page);
      return pages.length > 0 ? `: pages ${pages.join(', ')}` : undefined;
    },
  });
}
