import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { clearLeftVersions } from '../../../../tools/deploy/account/left-versions.ts';
import { type AwsServer, startAwsServer } from '../../../doubles/aws/aws-server.ts';
import { createFunctionVersions, type FunctionVersions } from '../../../doubles/aws/function-versions.ts';

const REQUEST = 'edgecard-prod-originRequest-2';
const RESPONSE = 'edgecard-prod-originResponse-2';

let server: AwsServer;
let versions: FunctionVersions;
const printed: string[] = [];
beforeEach(async () => {
  printed.length = 0;
  versions = createFunctionVersions();
  server = await startAwsServer({
    query: { ListStackResources: ({ NextToken }) => versions.summaries(NextToken) },
    rest: versions.operations,
  });
});
afterEach(() => server.close());

/** A stack of both functions with this code: what it publishes is of the stack unless the update fails. */
function update(code: string, { fails = false } = {}): void {
  versions.state.failNext = fails;
  const resources = [REQUEST, RESPONSE].flatMap((name) => [
    [`${name}Function`, { Type: 'AWS::Lambda::Function', Properties: { FunctionName: name } }],
    [
      `${name}${code}`,
      { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: `${name}Function` }, CodeSha256: code } },
    ],
  ]);
  expect(versions.update(JSON.stringify({ Resources: Object.fromEntries(resources) }))).toBe(!fails);
}

async function cleared({ dryRun = false } = {}): Promise<string> {
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  const options = { region: 'us-east-1', endpoint: server.endpoint, credentials, maxAttempts: 1 };
  const [cloudFormation, lambda] = [new CloudFormationClient(options), new LambdaClient(options)];
  const print = (line: string) => printed.push(line);
  try {
    return await clearLeftVersions(
      { cloudFormation, lambda },
      { stackName: 'edgecard-prod', functionSuffix: '-2', dryRun, print },
    );
  } finally {
    cloudFormation.destroy();
    lambda.destroy();
  }
}

test('what the stack has, and what it had before, stays', async () => {
  for (const code of ['one', 'two', 'three', 'four']) update(code);
  expect(await cleared()).toBe('');
  expect(versions.numbers(REQUEST)).toEqual([1, 2, 3, 4]);
  expect(printed).toEqual([]);
});

test('a version that a failed update has left is deleted, from whatever page of the list', async () => {
  for (const code of ['one', 'two', 'three', 'four']) update(code);
  update('five', { fails: true });
  update('six', { fails: true });
  expect(await cleared()).toBe('');
  expect(versions.numbers(REQUEST)).toEqual([1, 2, 3, 4]);
  expect(versions.numbers(RESPONSE)).toEqual([1, 2, 3, 4]);
  expect(printed).toContain(`  Version 5 of ${REQUEST}, which a failed update has left: deleted`);
});

test('where CloudFront has copies of it, its number is given, for each function its own', async () => {
  update('one');
  update('two', { fails: true });
  versions.publish(RESPONSE, 'by another update that failed');
  versions.state.replicas = true;
  expect(await cleared()).toBe('2-3');
  expect(versions.numbers(REQUEST)).toEqual([1, 2]);
  expect(printed).toContain(
    `  Version 2 of ${REQUEST}, which a failed update has left: it stays, because CloudFront has copies of it; the next one gets another description`,
  );
});

test('a function without any left has a 0', async () => {
  update('one');
  versions.publish(RESPONSE, 'left');
  versions.state.replicas = true;
  expect(await cleared()).toBe('0-2');
});

test('a dry run deletes nothing', async () => {
  update('one');
  update('two', { fails: true });
  expect(await cleared({ dryRun: true })).toBe('');
  expect(versions.numbers(REQUEST)).toEqual([1, 2]);
  expect(printed).toContain(`  Version 2 of ${REQUEST}, which a failed update has left: it would be deleted`);
});

test('versions of functions that the stack does not have are nobody’s here', async () => {
  versions.publish(REQUEST, 'of a first deployment that failed');
  expect(await cleared()).toBe('');
  expect(versions.numbers(REQUEST)).toEqual([1]);
});
