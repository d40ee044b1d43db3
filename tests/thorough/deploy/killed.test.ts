// A deployment that dies at any of its steps breaks nothing that is live, and running it again ends it.
import { describe, expect, test } from '@jest/globals';
import { RECORD_KEY } from '../../../tools/deploy/record.ts';
import { formerDesigns, SITE, sharedDeployments } from '../../infra/deploy/deployments.ts';
import { PACK_OUTPUT } from '../../infra/deploy/small-project.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';

const shared = sharedDeployments();
const { openAccount, deploy, brokenReferences } = shared;

describe('a deployment on an empty account', () => {
  test.each([
    /CreateSecret \S+signing/,
    /CreateSecret \S+page/,
    /CreateStack/,
    /originResponse\.zip/,
    /UpdateStack/,
    /assets\//,
    /index\.html/,
  ])(
    'that was killed after %s is finished by running it again',
    async (killAfter) => {
      const aws = await openAccount();
      expect(await deploy(aws, shared.former, { killAfter })).toMatchObject({ signal: 'SIGKILL' });
      expect(await deploy(aws, shared.former)).toMatchObject({ code: 0, output: expect.stringContaining('Deployed.') });
      expect(await brokenReferences(aws)).toEqual([]);
    },
    60_000,
  );
});

describe('a deployment of a new edition', () => {
  const steps = [
    ['a pack', /PutObject \S+\/packs\//],
    ['an asset', /PutObject \S+\/assets\//],
    ['a page of a design', /PutObject \S+\/pages\//],
    ['the beginning was noted', /PutObject \S+\/deployment\.json/],
    ['the zip', /originResponse\.zip/],
    ['the update of the stack began', /UpdateStack/],
    ['the page without a version', /PutObject \S+\/index\.html/],
    ['the invalidation', /CreateInvalidation/],
  ] as const;
  test.each(steps)(
    'that was killed after %s leaves old cards alive, and is finished by running it again',
    async (_name, killAfter) => {
      const aws = await openAccount();
      await deploy(aws, shared.former);
      const killed = await deploy(aws, shared.next, { killAfter });
      expect(killed.signal).toBe('SIGKILL');
      expect(await brokenReferences(aws)).toEqual([]);
      const again = await deploy(aws, shared.next);
      expect({ code: again.code, output: again.code === 0 ? '' : again.output }).toEqual({ code: 0, output: '' });
      expect(await brokenReferences(aws)).toEqual([]);
      expect(await aws.read(SITE, 'index.html')).toContain('index-next.js');
      expect(aws.stack.live()?.outputs[PACK_OUTPUT]).toBe(shared.next.pack);
      const record = JSON.parse(await aws.read(SITE, RECORD_KEY));
      expect(record).toMatchObject({ live: { designVersions: shared.next.designVersions }, begun: [] });
      // What costs money was done once: objects of the two buckets, and the invalidation. The record is written more often.
      const costly = [...killed.changes, ...again.changes].filter(
        (change) => /(picture|cardsite)bucket/.test(change) && !change.endsWith(RECORD_KEY),
      );
      expect(new Set(costly).size).toBe(costly.length);
      expect(formerDesigns(aws).slice(1)).toEqual([[`#default-${DESIGN_VERSIONS.default}`]]);
    },
    90_000,
  );
});
