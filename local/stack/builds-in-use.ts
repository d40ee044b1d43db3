// The builds that a running stack serves: the current one, and the one before for pages that were opened with it.
import { basename } from 'node:path';
import { releaseBuild } from '../../card-site/bundle/build-marks.ts';
import { takeBuild } from '../../card-site/bundle/builds.ts';
import type { BuiltCardSite } from '../../card-site/bundle/built-files.ts';

export interface BuildsInUse {
  current(): BuiltCardSite;
  /** The folders of pages and assets, the newest first. */
  sites(): readonly string[];
  take(next: BuiltCardSite): void;
  close(): Promise<void>;
}

/** A stack may run for days, and another container only sees when its mark was touched. */
const TOUCH_EVERY_MS = 60 * 60_000;

export function createBuildsInUse(first: BuiltCardSite): BuildsInUse {
  let builds: readonly BuiltCardSite[] = [first];
  const touchAll = () => {
    for (const { folder } of builds) takeBuild(basename(folder));
  };
  touchAll();
  const touching = setInterval(touchAll, TOUCH_EVERY_MS);
  touching.unref();
  return {
    current: () => builds[0] ?? first,
    sites: () => builds.map(({ site }) => site),
    take(next) {
      const [current, former] = builds;
      if (current?.folder === next.folder) return;
      builds = current ? [next, current] : [next];
      touchAll();
      if (former && former.folder !== next.folder) releaseBuild(former.folder);
    },
    async close() {
      clearInterval(touching);
      for (const { folder } of builds) releaseBuild(folder);
    },
  };
}
