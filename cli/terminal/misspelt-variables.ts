// Variables of the environment that look like ours and are not: a key that nobody reads would be noticed by its signatures only.
import { nearest } from './nearest.ts';

const PREFIX = 'EDGECARD_';

/** What commands read. */
const READ = ['SIGNING_KEY', 'PAGE_KEY'];

/** Those of tests, which may be set at the same time (CONTRIBUTING.md). */
const OF_TESTS = [
  'GOLDEN',
  'KEEP',
  'SEED',
  'VECTORS',
  'S3_ENDPOINT',
  'S3_KEY',
  'S3_SECRET',
  'RADOSGW_PORT',
  'RADOSGW_MONITOR_PORT',
];

/** A sentence for each that is nearly one of ours; a team may have others of its own. */
export function misspeltVariables(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.keys(env).flatMap((name) => {
    if (!name.toUpperCase().startsWith(PREFIX)) return [];
    const rest = name.slice(PREFIX.length);
    if (name.startsWith(PREFIX) && [...READ, ...OF_TESTS].includes(rest)) return [];
    const meant = nearest(rest, READ);
    return meant === undefined ? [] : [`The variable ${name} is set, and nothing reads it. Did you mean ${PREFIX}${meant}?`];
  });
}
