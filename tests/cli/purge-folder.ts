// @examples article score
// A folder to purge from, and the keys that lie in the bucket.
import { afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import type { Outcome } from './run-cards.ts';

export const OLD = 'aaaaaaaaaaaa';
export const OLDER = 'bbbbbbbbbbbb';

export let build: DesignVersions;
export let folder: TemporaryFolder;

export const json = ({ out }: Outcome) => JSON.parse(out);

/** A store with pictures of this build and of two before it. */
export const keys = () => [
  `${build.score}/score/1-2-3.jpg`,
  `${build.score}/score/4-5-6.jpg`,
  `${OLD}/score/1-2-3.jpg`,
  `${OLDER}/score/1-2-3.jpg`,
  `${build.article}/article/WyJUIiwiQSIsIiIsMCwibGlnaHQiLCIiLCIiLCIiLCIiXQ.jpg`,
  `${OLD}/retired/1.jpg`,
];

/** Opens what the tests of a file share, and closes it. */
export function sharePurgeFolder(): void {
  beforeAll(async () => {
    build = await designVersions();
  });
  beforeEach(async () => {
    folder = await temporaryFolder('purge');
  });
  afterEach(() => folder.remove());
}
