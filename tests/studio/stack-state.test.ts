// What a studio page knows of its stack, also after its connection was gone for a while.
import { expect, test } from '@jest/globals';
import type { Stack } from '../../card-site/studio/api.ts';
import { type StackState, stateAfter } from '../../card-site/studio/stack-state.ts';

const versions = (version: string) => ({ default: version }) as Stack['designVersions'];
const stack = { pictureOrigin: 'http://a', mainSite: 'http://b', designVersions: versions('old') } as Stack;
const KNOWN: StackState = { stack, builds: 3, lost: false };

test('a page that was asleep while pictures changed takes the new versions, and has its pictures drawn again', () => {
  const now = stateAfter(KNOWN, { type: 'now', designVersions: versions('new') });
  expect(now).toEqual({ ...KNOWN, builds: 4, stack: { ...stack, designVersions: versions('new') } });
});

test('a page that has missed nothing stays as it is, so that nothing is drawn for nothing', () => {
  const now = stateAfter(KNOWN, { type: 'now', designVersions: versions('old') });
  expect(now).toEqual(KNOWN);
  expect(now.stack).toBe(stack);
});

test('a build that failed meanwhile is said, and one that was mended is not any more', () => {
  const failed = stateAfter(KNOWN, { type: 'now', designVersions: versions('old'), failure: 'Unexpected token' });
  expect(failed.buildFailure).toBe('Unexpected token');
  expect(stateAfter(failed, { type: 'now', designVersions: versions('old') })).toEqual(KNOWN);
});

test('a template that came or went is a change', () => {
  const both = { ...versions('old'), promo: '1' } as Stack['designVersions'];
  const more = stateAfter(KNOWN, { type: 'now', designVersions: both });
  expect(more.builds).toBe(4);
  expect(stateAfter(more, { type: 'now', designVersions: versions('old') }).builds).toBe(5);
});

test('a build counts when it changed pictures, and takes a failure away in any case', () => {
  const failed = stateAfter(KNOWN, { type: 'build_failed', message: 'no' });
  expect(failed).toEqual({ ...KNOWN, buildFailure: 'no' });
  expect(stateAfter(failed, { type: 'rebuilt', designVersions: versions('old'), changed: [] })).toEqual(KNOWN);
  expect(stateAfter(failed, { type: 'rebuilt', designVersions: versions('new'), changed: ['default'] }).builds).toBe(4);
});
