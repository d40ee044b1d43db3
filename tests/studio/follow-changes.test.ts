// Which changes lead to which builds, without a build: the whole of it, on a copy of the project, is in follow-source.test.ts.
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { BuiltCardSite } from '../../card-site/bundle/built-files.ts';
import { type FollowSourceParts, followSource } from '../../local/studio/follow-source.ts';
import { projectPath } from '../../project-path.ts';

const BUILT: BuiltCardSite = {
  folder: '/builds/a',
  site: '/builds/a/card-site',
  designVersions: {} as DesignVersions,
  fontCoverage: {},
};
/** More than an editor's pause. */
const A_WHILE_MS = 1000;

let emit: (path: string) => void;
const watcher = {
  on(_: 'all', listener: (event: string, path: string) => void) {
    emit = (path) => listener('change', projectPath(path));
  },
  /** Every file of every folder. */
  getWatched: () => new Proxy({}, { get: () => ({ includes: () => true }) }),
};

let calls: string[];
let builds: AbortSignal[];
const parts: FollowSourceParts = {
  watcher,
  built: BUILT,
  async build(signal) {
    builds.push(signal);
    return BUILT;
  },
  async checkStart() {},
  onRebuilt: () => calls.push('rebuilt'),
  onRestartNeeded: () => calls.push('restart'),
  onFailed: (message) => calls.push(message),
};

beforeEach(() => {
  calls = [];
  builds = [];
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'performance'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const aWhile = () => jest.advanceTimersByTimeAsync(A_WHILE_MS);

test.each([
  ['card-site/src/draw.tsx', ['rebuilt']],
  ['card-site/index.html', ['rebuilt']],
  ['card-schema/templates/quote.ts', ['restart']],
  ['card-site/vite.config.ts', ['restart']],
  ['card-site/fonts/script-fonts.ts', ['restart']],
  ['card-site/fonts/font-families.ts', ['restart']],
  ['card-site/fonts/font-files.ts', ['restart']],
  ['card-site/fonts/emoji-font.ts', ['restart']],
  ['card-site/fonts/font-coverage.ts', ['restart']],
  ['card-site/studio/app.tsx', []],
  ['tools/pack/pack.ts', []],
  // What editors and `cards new` write next to a file.
  ['card-schema/templates/.quote.ts.swp', []],
  ['card-schema/templates/.#quote.ts', []],
  ['card-schema/templates/quote.ts~', []],
  ['card-schema/templates/4913', []],
  ['card-schema/catalogue.ts.1f2e.partial', []],
])('a change of %s: %j', async (path, expected) => {
  const followed = await followSource(parts);
  emit(path);
  await aWhile();
  expect(calls).toEqual(expected);
  await followed.stop();
});

test('builds what has changed since the build began, even if nobody watched meanwhile', async () => {
  await followSource({ ...parts, builtMs: 0 });
  await aWhile();
  expect(calls).toEqual(['restart']);
});

test('does not wait for files that the watcher leaves out, nor for one that has gone', async () => {
  const fonts = projectPath('card-site/fonts/files');
  const others = { getWatched: () => new Proxy({}, { get: (_, folder) => (folder === fonts ? [] : { includes: () => true }) }) };
  // The clock stands still here: who waits for such a file waits without end.
  const followed = await followSource({
    ...parts,
    watcher: { ...watcher, ...others },
    isWatched: (path) => !path.startsWith(fonts),
  });
  await followed.stop();
});

test('leaves what is saved after the process is outgrown to the one that takes its place', async () => {
  await followSource(parts);
  emit('card-schema/fields.ts');
  await aWhile();
  emit('card-schema/fields.ts');
  await aWhile();
  expect([calls, builds.length]).toEqual([['restart'], 1]);
});

test('says what would keep another process from starting, and goes on until it is put right', async () => {
  let mistake: string | undefined = 'local/demo/page.ts:3:7: ERROR: Unexpected "const"';
  const checkStart = async () => {
    if (mistake) throw new Error(mistake);
  };
  await followSource({ ...parts, checkStart });
  emit('card-schema/fields.ts');
  await aWhile();
  expect(calls).toEqual([mistake]);
  mistake = undefined;
  emit('card-schema/fields.ts');
  await aWhile();
  expect(calls.slice(1)).toEqual(['restart']);
});

test('goes on where nobody takes its place', async () => {
  const { onRestartNeeded: _, ...others } = parts;
  await followSource(others);
  for (const path of ['card-schema/fields.ts', 'card-site/src/draw.tsx']) {
    emit(path);
    await aWhile();
  }
  expect(calls).toEqual(['rebuilt', 'rebuilt']);
});

test('stop() ends the build under way, waits for its end, and calls nobody', async () => {
  const ended: string[] = [];
  const build = (signal: AbortSignal) =>
    new Promise<BuiltCardSite>((_, reject) => {
      signal.addEventListener('abort', () => {
        setTimeout(() => {
          ended.push('build');
          reject(new Error('killed'));
        }, 10);
      });
    });
  const followed = await followSource({ ...parts, build });
  emit('card-site/src/draw.tsx');
  await aWhile();
  const stopped = followed.stop().then(() => ended.push('stop'));
  await aWhile();
  await stopped;
  expect([ended, calls]).toEqual([['build', 'stop'], []]);
});

test('stop() keeps a change that nobody has built yet from being built', async () => {
  const followed = await followSource(parts);
  emit('card-site/src/draw.tsx');
  await followed.stop();
  await aWhile();
  expect(builds).toEqual([]);
});
