// @examples article score
// Page keys are rotated and the stack is deployed in whatever order: after each step a card that nobody has drawn is drawn, by the emulator
// with the headers and the guard that are deployed, and by the prerender worker. The template is what osls makes of infra/.
import { randomUUID } from 'node:crypto';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { decideConditions, type StackTemplate } from '../../../cli/doctor/checks/stack-template.ts';
import { createKeyRotation } from '../../../cloud/key-rotation/create-key-rotation.ts';
import { createLiveKeys } from '../../../cloud/key-rotation/live-keys.ts';
import { ensureKeySecrets } from '../../../tools/deploy/account/key-secrets.ts';
import {
  DEPLOYED_DISTRIBUTION,
  DEPLOYED_GUARD,
  type KeyHolder,
  openRotatedStack,
  type RotatedStack,
} from '../../doubles/aws/rotated-stack.ts';
import { packageTemplate } from '../../support/packaged-template.ts';
import { openDeployedEdge } from './deployed-edge.ts';

const PAGE_KEYS = 'edgecard/test/page-keys';
const DRAWN = { unsigned: 'drawn', signed: 'drawn', prerendered: 'drawn' };
const ALL: readonly KeyHolder[] = ['CardSiteGuard', 'CloudFrontDistribution', 'PrerenderWorkerLambdaFunction'];

/** In the place of what each deployment finds out, so that osls packages twice only. */
const MARKS = {
  commit: 'commit-of-the-deployment',
  signingKeysVersion: 'version-of-the-signing-keys-of-the-deployment',
  pageKeysVersion: 'version-of-the-page-keys-of-the-deployment',
} as const;
type Found = Readonly<Record<keyof typeof MARKS, string>>;

let templates: Readonly<Record<'with versions' | 'without versions', string>>;
beforeAll(async () => {
  const packaged = async (params: Readonly<Record<string, string>>) =>
    JSON.stringify(decideConditions(await packageTemplate({ prerender: 'on', rotationDays: '90', ...params })));
  templates = {
    'with versions': await packaged(MARKS),
    'without versions': await packaged({ commit: MARKS.commit }),
  };
}, 120_000);

let stack: RotatedStack;
let secrets: SecretsManagerClient;
let cloudFront: CloudFrontClient;
let edge: Awaited<ReturnType<typeof openDeployedEdge>>;
beforeEach(async () => {
  stack = await openRotatedStack();
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  const options = { region: 'us-east-1', endpoint: stack.endpoint, credentials, maxAttempts: 1 };
  secrets = new SecretsManagerClient(options);
  cloudFront = new CloudFrontClient(options);
  edge = await openDeployedEdge(secrets);
});
afterEach(async () => {
  await edge.close();
  secrets.destroy();
  cloudFront.destroy();
  await stack.close();
});

/** What `npm run deploy` gives to osls now: another commit each time. */
async function templateNow(kind: keyof typeof templates = 'with versions'): Promise<StackTemplate> {
  const keys = await ensureKeySecrets(secrets, { service: 'edgecard', stage: 'test', dryRun: false, print: () => {} });
  const found: Found = {
    commit: `commit-${randomUUID()}`,
    signingKeysVersion: keys.signing?.version ?? '',
    pageKeysVersion: keys.page?.version ?? '',
  };
  const names = Object.keys(MARKS) as (keyof typeof MARKS)[];
  return JSON.parse(names.reduce((text, name) => text.replaceAll(MARKS[name], found[name]), templates[kind])) as StackTemplate;
}

/** The four steps of Secrets Manager; `refused` where a rotation asks for a deployment first. */
async function rotate(): Promise<'rotated' | 'refused'> {
  const holders = { distributionId: DEPLOYED_DISTRIBUTION, header: 'x-card-page-keys', guard: DEPLOYED_GUARD };
  const rotation = createKeyRotation({ secrets, liveKeys: createLiveKeys(cloudFront, holders) });
  const ClientRequestToken = randomUUID();
  const before = stack.secrets.value(PAGE_KEYS);
  try {
    for (const Step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const)
      await rotation({ Step, SecretId: PAGE_KEYS, ClientRequestToken });
  } catch (error) {
    expect(String(error)).toMatch(/rotate again/i);
    expect(stack.secrets.value(PAGE_KEYS)).toBe(before);
    return 'refused';
  }
  expect(stack.secrets.value(PAGE_KEYS)).not.toBe(before);
  return 'rotated';
}

/** The templates that have been deployed, the newest first. */
const history: StackTemplate[] = [];

async function deploy(kind: keyof typeof templates = 'with versions'): Promise<void> {
  history.unshift(await templateNow(kind));
  redeploy();
}

function redeploy(): void {
  const [newest] = history;
  if (newest) stack.update(newest);
}

/** Deployments end at once here; those of another test are stopped on their way. */
const STEPS = {
  deploy: () => deploy(),
  'deploy the same package': redeploy,
  'deploy without versions': () => deploy('without versions'),
  'roll back': () => {
    history.shift();
    redeploy();
  },
  rotated: async () => expect(await rotate()).toBe('rotated'),
  refused: async () => expect(await rotate()).toBe('refused'),
};

test.each<readonly [string, readonly (keyof typeof STEPS)[]]>([
  [
    'two rotations between two deployments, again and again',
    ['deploy', 'rotated', 'refused', 'deploy', 'rotated', 'refused', 'deploy', 'rotated', 'refused', 'deploy', 'rotated'],
  ],
  [
    'deployments of new code alone, and of the same package, between rotations',
    ['deploy', 'deploy', 'rotated', 'deploy the same package', 'refused', 'deploy', 'deploy', 'rotated', 'deploy', 'deploy'],
  ],
  [
    'deployments that are rolled back to the former template',
    ['deploy', 'rotated', 'deploy', 'roll back', 'refused', 'deploy', 'rotated', 'deploy', 'roll back', 'refused', 'deploy'],
  ],
  [
    'packages that have lost the versions, by hand with osls, and one that has them again',
    [
      ...(['deploy', 'rotated', 'deploy without versions', 'rotated', 'deploy without versions', 'refused', 'refused'] as const),
      ...(['deploy without versions', 'refused', 'deploy', 'rotated', 'refused', 'deploy', 'rotated', 'deploy'] as const),
    ],
  ],
])(
  'cards are drawn after each step of %s',
  async (_, steps) => {
    history.length = 0;
    for (const [at, step] of steps.entries()) {
      await STEPS[step]();
      const after = `${at + 1}. ${step}`;
      expect({ after, ...(await edge.statuses(stack.live())) }).toEqual({ after, ...DRAWN });
    }
  },
  60_000,
);

test.each<readonly [string, readonly KeyHolder[]]>([
  ['the guard first', ['CardSiteGuard', 'CloudFrontDistribution']],
  ['the distribution first', ['CloudFrontDistribution', 'CardSiteGuard']],
])(
  'cards are drawn while a deployment is on its way, %s, and nothing rotates meanwhile',
  async (_, [first, second]) => {
    stack.update(await templateNow());
    for (let round = 1; round <= 3; round += 1) {
      expect(await rotate()).toBe('rotated');
      const next = await templateNow();
      const before = stack.live();
      stack.update(next, [first as KeyHolder]);
      stack.state.status = 'InProgress';
      await expectDrawnAt(before, 'one of two');
      stack.update(next, [second as KeyHolder]);
      await expectDrawnAt(before, 'both');
      stack.state.status = 'Deployed';
      stack.update(next, ALL);
      expect({ round, ...(await edge.statuses(stack.live())) }).toEqual({ round, ...DRAWN });
    }

    /** Locations of CloudFront have what was before, or what is now, each of header and guard. */
    async function expectDrawnAt(before: ReturnType<RotatedStack['live']>, done: string): Promise<void> {
      expect(await rotate()).toBe('refused');
      const now = stack.live();
      const worker = { workerEnvironment: now.workerEnvironment };
      for (const { headers } of [before, now])
        for (const { guardCode } of [before, now])
          expect({ done, ...(await edge.statuses({ headers, guardCode, ...worker })) }).toEqual({ done, ...DRAWN });
    }
  },
  60_000,
);

test('a guard that is deployed with other keys than the header draws nothing, so that the tests above could fail', async () => {
  stack.update(await templateNow());
  const { guardCode } = stack.live();
  stack.secrets.put(PAGE_KEYS, 'a-key-of-which-the-guard-knows-nothing');
  stack.update(await templateNow());
  expect(await edge.statuses({ ...stack.live(), guardCode })).toEqual({
    unsigned: 'fallback',
    signed: 'fallback',
    prerendered: 'card_failed',
  });
});
