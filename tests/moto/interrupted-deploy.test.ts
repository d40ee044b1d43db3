// A first deployment that is killed, or refused something, at each of its steps in turn, and is finished by the next.
import { expect, test } from '@jest/globals';
import { keysIn, outputsOf, sharedRealDeployments } from './real-deployments.ts';
import type { MotoCall, Relay } from './relay.ts';

const shared = sharedRealDeployments();

/** What a deployment changes, in order: of a stack that is there, packs and pages come first. */
const STEPS: readonly (readonly [step: string, call: (call: MotoCall) => boolean])[] = [
  ['the first secret is made', ({ operation }) => operation === 'secretsmanager:CreateSecret'],
  ['the stack is made', ({ operation }) => operation === 'cloudformation:CreateStack'],
  ['the first zip is uploaded', ({ operation, url }) => operation === 's3:PutObject' && /\.zip\b/.test(url)],
  ['the stack is updated', ({ operation }) => operation === 'cloudformation:UpdateStack'],
  ['a pack is uploaded', ({ operation, url }) => operation === 's3:PutObject' && url.includes('/packs/')],
  ['a page of a design is uploaded', ({ operation, url }) => operation === 's3:PutObject' && url.includes('/pages/')],
  ['deletion protection is set', ({ operation }) => operation === 'cloudformation:UpdateTerminationProtection'],
  ['the page is uploaded', ({ operation, url }) => operation === 's3:PutObject' && url.includes('/index.html')],
  ['the cache is emptied', ({ operation }) => operation === 'cloudfront:CreateInvalidation'],
];

async function expectWhole(moto: Relay): Promise<void> {
  const { CardSiteBucketName = '', PictureBucketName = '' } = await outputsOf(moto);
  expect(await keysIn(moto, CardSiteBucketName)).toEqual(expect.arrayContaining(['index.html', 'deployment.json']));
  expect(await keysIn(moto, PictureBucketName)).toEqual(expect.arrayContaining(['robots.txt']));
}

test('killed after each step, the next deployment goes on', async () => {
  const moto = await shared.openAccount();
  for (const [step, killAfter] of STEPS) {
    const { signal } = await shared.project.deploy(moto, { killAfter });
    expect([step, signal]).toEqual([step, 'SIGKILL']);
  }
  const { code, output } = await shared.project.deploy(moto);
  expect([output, code]).toEqual([expect.stringContaining('Deployed. Pictures: '), 0]);
  await expectWhole(moto);
}, 240_000);

test('refused each step, it says so and the next deployment goes on', async () => {
  const moto = await shared.openAccount();
  for (const [step, refuse] of STEPS) {
    moto.refuse = refuse;
    const { code, output } = await shared.project.deploy(moto);
    expect([step, code, output]).toEqual([step, 1, expect.stringContaining('not allowed by the test')]);
    expect(output).not.toMatch(/\n\s+at /);
    // After it, nothing is refused that belongs to the stack.
    if (step === 'deletion protection is set') {
      expect(output).toMatch(/The stack edgecard-moto was deployed, but its deletion protection could not be disabled/);
      expect(output).not.toContain('was not deployed');
    }
  }
  moto.refuse = () => false;
  const { code, output } = await shared.project.deploy(moto);
  expect([output, code]).toEqual([expect.stringContaining('Deployed. Pictures: '), 0]);
  await expectWhole(moto);
}, 240_000);
