// A version that a failed update has left, met by a deployment with the real osls. How Lambda and osls deal with what it then gives as
// a parameter is in tests/infra/left-versions.test.ts.
import { expect, test } from '@jest/globals';
import { sharedDeployments } from '../../infra/deploy/deployments.ts';

const shared = sharedDeployments();
const NAME = 'edgecard-prod-originResponse';

test('it is deleted before the stack is changed, or said to stay where CloudFront has copies of it', async () => {
  const aws = await shared.openAccount();
  await shared.deploy(aws, shared.former);
  aws.versions.publish(NAME, 'what a failed update has left');
  const { code, output, calls } = await shared.deploy(aws, shared.next);
  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  expect(output).toContain(`Version 2 of ${NAME}, which a failed update has left: deleted`);
  const order = calls.map(({ action }) => action).filter((action) => /lambda:DeleteFunction|UpdateStack/.test(action));
  expect(order).toEqual(['lambda:DeleteFunction', 'cloudformation:UpdateStack']);
  expect(aws.versions.live(NAME)).toMatch(/:2$/);

  aws.versions.publish(NAME, 'what another one has left');
  aws.versions.state.replicas = true;
  expect((await shared.deploy(aws, shared.former)).output).toContain(
    `Version 3 of ${NAME}, which a failed update has left: it stays`,
  );
  expect(aws.versions.numbers(NAME)).toContain(3);
}, 60_000);
