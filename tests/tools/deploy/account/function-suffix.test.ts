import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, expect, test } from '@jest/globals';
import { findFunctionSuffix } from '../../../../tools/deploy/account/function-suffix.ts';
import { awsError } from '../../../doubles/aws/aws-error.ts';
import { type AwsServer, startAwsServer } from '../../../doubles/aws/aws-server.ts';

interface Account {
  /** Of the stack, by logical id; undefined without a stack. */
  readonly stack?: Readonly<Record<string, { readonly name: string; readonly status?: string }>>;
  readonly functions: readonly string[];
}

let server: AwsServer;
afterEach(() => server.close());

async function suffixOn({ stack, functions }: Account): Promise<string> {
  server = await startAwsServer({
    query: {
      DescribeStackResource({ StackName = '', LogicalResourceId = '' }) {
        const found = stack?.[LogicalResourceId];
        if (!found) throw awsError('ValidationError', `Stack '${StackName}' or ${LogicalResourceId} does not exist`);
        const about = { LogicalResourceId, PhysicalResourceId: found.name, ResourceStatus: found.status ?? 'CREATE_COMPLETE' };
        return { StackResourceDetail: about };
      },
    },
    rest: [
      {
        name: 'lambda GetFunction',
        method: 'GET',
        path: /\/functions\/(?<name>[^/?]+)$/,
        answer({ path: { name = '' } }) {
          if (functions.includes(name)) return { json: { Configuration: { FunctionName: name } } };
          return { status: 404, json: { Message: 'not found' }, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' } };
        },
      },
    ],
  });
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  const options = { region: 'us-east-1', endpoint: server.endpoint, credentials, maxAttempts: 1 };
  const [cloudFormation, lambda] = [new CloudFormationClient(options), new LambdaClient(options)];
  try {
    return await findFunctionSuffix({ cloudFormation, lambda }, 'edgecard-prod');
  } finally {
    cloudFormation.destroy();
    lambda.destroy();
  }
}

test('the first life of a stage has none', async () => {
  expect(await suffixOn({ functions: ['edgecard-dev-originRequest'] })).toBe('');
});

test('functions of the life before, whose copies AWS still deletes, do not block the next one', async () => {
  expect(await suffixOn({ functions: ['edgecard-prod-originResponse'] })).toBe('-2');
  await server.close();
  expect(await suffixOn({ functions: ['edgecard-prod-originResponse', 'edgecard-prod-originRequest-2'] })).toBe('-3');
});

test.each([
  ['', 'edgecard-prod-originRequest'],
  ['-2', 'edgecard-prod-originRequest-2'],
])('the functions of a stack keep their names: %j', async (suffix, name) => {
  const stack = { OriginRequestLambdaFunction: { name } };
  expect(await suffixOn({ stack, functions: [name, 'edgecard-prod-originRequest', 'edgecard-prod-originResponse'] })).toBe(
    suffix,
  );
});

test.each(['DELETE_COMPLETE', 'DELETE_FAILED', 'DELETE_SKIPPED'])(
  'a function that a roll-back has deleted, or could not delete, is none of the stack’s: %s',
  async (status) => {
    const [originRequest, originResponse] = ['edgecard-prod-originRequest', 'edgecard-prod-originResponse'];
    const stack = {
      OriginRequestLambdaFunction: { name: originRequest, status },
      OriginResponseLambdaFunction: { name: originResponse, status },
    };
    expect(await suffixOn({ stack, functions: status === 'DELETE_COMPLETE' ? [] : [originRequest, originResponse] })).toBe(
      status === 'DELETE_COMPLETE' ? '' : '-2',
    );
  },
);
