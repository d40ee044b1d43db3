import type { Ending } from './retry.ts';

/** One browser may be lost for many reasons. After as many in a row the files are the likely one: what is damaged stays damaged. */
const MAX_CRASHES = 2;

/** Takes how each attempt left its browser, and says whether its files are still to be trusted. */
export function createFileTrust(): (ending: Ending) => 'trusted' | 'distrusted' {
  let consecutiveCrashes = 0;
  return (ending) => {
    if (ending === 'alive') consecutiveCrashes = 0;
    if (ending === 'crashed') consecutiveCrashes++;
    if (consecutiveCrashes < MAX_CRASHES) return 'trusted';
    consecutiveCrashes = 0;
    return 'distrusted';
  };
}
