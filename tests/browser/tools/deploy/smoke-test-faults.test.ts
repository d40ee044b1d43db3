// Deployments that went wrong, planted into the whole system: the smoke test finds each, and finds nothing without them.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildCardSite } from '../../../../card-site/bundle/build-card-site.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { type CardSite, startCardSite } from '../../../../local/card-site/server.ts';
import { loadFunction } from '../../../../local/cloudfront/cloudfront-function.ts';
import type { StackOptions } from '../../../../local/stack/stack.ts';
import { projectPath } from '../../../../project-path.ts';
import { randomCard } from '../../../../tools/deploy/smoke/random-card.ts';
import { smokeTest } from '../../../../tools/deploy/smoke/smoke-test.ts';
import { dataFolder, run } from '../../local/stack/running-stack.ts';

const DEPLOYED = { commit: 'deployed-just-now', bundle: 'not-packaged' };
const NEW_CARDS = (['unsigned', 'signed'] as const).filter((kind) => randomCard(kind)).length;

let directory: string;
const sites: CardSite[] = [];
beforeAll(async () => {
  directory = (await buildCardSite()).site;
});
afterAll(async () => {
  for (const site of sites) await site.close();
});

async function siteWith(parts: Pick<Parameters<typeof startCardSite>[0], 'pageKeys' | 'guard'>): Promise<string> {
  const site = await startCardSite({ port: 0, directory, ...parts });
  sites.push(site);
  return site.origin;
}

/** What the smoke test finds wrong with a system that has these headers, of which the commit is the one just deployed. */
async function problemsWith(config: NonNullable<StackOptions['config']>, running = DEPLOYED): Promise<readonly string[]> {
  const { stack } = await run(await dataFolder(), { sandboxes: 1, config: { 'x-card-commit': DEPLOYED.commit, ...config } });
  try {
    return await smokeTest({
      pictures: stack.cdn,
      cardSite: config['x-card-site'] ?? stack.cardSite,
      running,
      signingKey: DEVELOPMENT_KEYS.signing,
      former: {},
      forget: async () => stack.clearCache(),
      attempts: 1,
      pauseMs: 0,
      maxMs: 60_000,
      print: () => {},
    });
  } finally {
    await stack.close();
  }
}

const notDrawn = (problems: readonly string[]) => problems.filter((one) => /^a new card.*x-card-status fallback/.test(one));

test('nothing is wrong with a card site and a guard of the deployment’s own', async () => {
  expect(await problemsWith({ 'x-card-site': await siteWith({ pageKeys: [DEVELOPMENT_KEYS.page] }) })).toEqual([]);
}, 60_000);

test('a guard with other page keys', async () => {
  const site = await siteWith({ pageKeys: ['a-page-key-of-another-version'] });
  const problems = await problemsWith({ 'x-card-site': site });
  expect(notDrawn(problems)).toHaveLength(NEW_CARDS);
  expect(problems.join()).toContain('the guard has other page keys');
}, 60_000);

test('page keys that were lost: in the guard, whose reference nobody resolved, and in the header', async () => {
  const guard = loadFunction(readFileSync(projectPath('edge/card-site-guard.js'), 'utf8'));
  expect(notDrawn(await problemsWith({ 'x-card-site': await siteWith({ pageKeys: [], guard }) }))).toHaveLength(NEW_CARDS);
  expect(notDrawn(await problemsWith({ 'x-card-page-keys': '' }))).toHaveLength(NEW_CARDS);
}, 60_000);

test('functions of before that are still live, by their bundle and by their commit', async () => {
  const bundle = await problemsWith({}, { ...DEPLOYED, bundle: '0123456789ab' });
  expect(bundle).toHaveLength(NEW_CARDS);
  expect(bundle.join()).toContain('was drawn by the bundle not-packaged, not by 0123456789ab');
  const commit = await problemsWith({ 'x-card-commit': 'deployed-before' });
  expect(commit).toHaveLength(NEW_CARDS);
  expect(commit.join()).toContain('was drawn by the commit deployed-before, not by deployed-just-now');
}, 60_000);
