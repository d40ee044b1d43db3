import { expect, test } from '@jest/globals';
import { pathsToInvalidate } from '../../../tools/deploy/invalidation.ts';
import { begin, type DeploymentRecord } from '../../../tools/deploy/record.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';

const live = { commit: 'c', at: '2026-11-21T10:00:00.000Z', designVersions: DESIGN_VERSIONS };
const changed = (template: string, version: string) => ({ ...DESIGN_VERSIONS, [template]: version });

test('nothing leaves the cache when no design has changed', () => {
  expect(pathsToInvalidate({ live, begun: [DESIGN_VERSIONS] }, DESIGN_VERSIONS)).toEqual([]);
});

test('only the former design of a template that has changed leaves the cache', () => {
  const current = changed('default', 'aaaaaaaaaaaa');
  expect(pathsToInvalidate({ live, begun: [current] }, current)).toEqual([`#default-${DESIGN_VERSIONS.default}`]);
});

test('designs of deployments that were given up half way leave it as well', () => {
  const givenUp = changed('default', 'aaaaaaaaaaaa');
  const current = changed('default', 'bbbbbbbbbbbb');
  expect(pathsToInvalidate({ live, begun: [givenUp, current] }, current)).toEqual([
    `#default-${DESIGN_VERSIONS.default}`,
    '#default-aaaaaaaaaaaa',
  ]);
});

test('a template that is no longer there leaves it too', () => {
  const former = { ...live, designVersions: { ...DESIGN_VERSIONS, poster: 'cccccccccccc' } };
  expect(pathsToInvalidate({ live: former, begun: [] }, DESIGN_VERSIONS)).toEqual(['#poster-cccccccccccc']);
});

test('everything leaves it when nothing is known of what was there', () => {
  expect(pathsToInvalidate({ begun: [] }, DESIGN_VERSIONS)).toEqual(['/*']);
});

test('a deployment that is run again is noted once', () => {
  const once = begin({ live, begun: [] } as DeploymentRecord, DESIGN_VERSIONS);
  expect(once.begun).toEqual([DESIGN_VERSIONS]);
  expect(begin(once, { ...DESIGN_VERSIONS })).toBe(once);
});
