import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, expect, test } from '@jest/globals';
import { lookAtAccount } from '../../../../tools/deploy/account/look-at-account.ts';
import { type AwsReply, type AwsServer, startAwsServer } from '../../../doubles/aws/aws-server.ts';
import { accountSettings } from '../../../doubles/aws/lambda.ts';

let server: AwsServer;
afterEach(() => server.close());

const UNEXPECTED = {
  'who may not read the limit': [
    { status: 403, json: { Message: 'no' }, headers: { 'x-amzn-errortype': 'AccessDeniedException' } },
    /AccessDeniedException: no\. The credentials lack the permission/,
  ],
  'whom Lambda answers with an error': [
    { status: 500, json: { Message: 'down' }, headers: { 'x-amzn-errortype': 'ServiceException' } },
    /ServiceException: down\./,
  ],
  'whom a server answers that lacks this call': [
    { status: 404, text: '<!doctype html><title>404 Not Found</title>' },
    /what answered is not AWS/,
  ],
  'whom a proxy answers with a page': [
    { status: 502, text: '<html>Bad gateway</html>' },
    /is not known: what answered is not AWS/,
  ],
  'whom something answers with nothing': [{ status: 500 }, /is not known: Unknown/],
  'whom a page is given as if all were well': [{ text: '<html>Log in</html>' }, /is not known: what answered is not AWS/],
} as const satisfies Readonly<Record<string, readonly [AwsReply, RegExp]>>;

interface Given {
  readonly limit?: number;
  readonly answer?: AwsReply;
  readonly parameters?: Readonly<Record<string, string>>;
}

async function look({ limit, answer, parameters = { alarmEmail: 'ops@example.com' } }: Given): Promise<readonly string[]> {
  const printed: string[] = [];
  server = await startAwsServer({
    rest: [answer ? { ...accountSettings(limit), answer: () => answer } : accountSettings(limit)],
  });
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  const lambda = new LambdaClient({ region: 'us-east-1', endpoint: server.endpoint, credentials, maxAttempts: 1 });
  try {
    const print = (line: string) => void printed.push(line.trim());
    await lookAtAccount(lambda, { region: 'us-east-1', stage: 'prod', parameter: (name) => parameters[name], print });
    return printed;
  } finally {
    lambda.destroy();
  }
}

test('an account with the usual limit, and an address for alarms, is nothing to speak of', async () => {
  expect(await look({})).toEqual([]);
});

test('a new account’s limit is a warning, with what it means and how to ask for more', async () => {
  const [said] = await look({ limit: 10 });
  expect(said).toMatch(
    /^WARNING: the account may run 10 functions at the same time in us-east-1, not 1,000: crawlers .* get the fallback picture/,
  );
  expect(said).toContain('aws service-quotas request-service-quota-increase');
});

test('prerendering that would take more than half of the account is refused', async () => {
  const parameters = { alarmEmail: 'ops@example.com', prerender: 'on', prerenderConcurrency: '10' };
  await expect(look({ limit: 10, parameters })).rejects.toThrow(
    /prerenderConcurrency is 10; set it to a whole number from 2 to 5/,
  );
  await server.close();
  expect(await look({ limit: 1000, parameters })).toEqual([]);
});

test('photos whose API would reserve what AWS does not give are refused, before anything is built', async () => {
  const parameters = { alarmEmail: 'ops@example.com', photos: 'on', photoApiConcurrency: '10' };
  await expect(look({ limit: 10, parameters })).rejects.toThrow(
    /lets 10 functions .* photoApiConcurrency is 10; set photos to off, or ask AWS for 1,000 .* Nothing has been built or changed\.$/,
  );
  await server.close();
  await expect(look({ limit: 109, parameters })).rejects.toThrow(/set it to a whole number from 1 to 9, or/);
  await server.close();
  expect(await look({ limit: 1000, parameters })).toEqual([]);
  await server.close();
  expect((await look({ limit: 110, parameters })).join()).not.toContain('photoApiConcurrency');
  await server.close();
  expect((await look({ limit: 10, parameters: { ...parameters, photos: 'off' } })).join()).not.toContain('photoApiConcurrency');
});

test('without an address it says loudly what that means, and which parameter to set', async () => {
  const [said] = await look({ parameters: { alarmEmail: '' } });
  expect(said).toMatch(/^WARNING: nobody is written to\. .*no alarms and no budget/);
  expect(said).toContain('alarmEmail: ops@example.com');
});

test('alarms that go to a topic of others are alarms', async () => {
  expect(await look({ parameters: { alarmEmail: '', alarms: 'on' } })).toEqual([]);
});

test('a variable that osls resolves later is not taken for a number', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: osls' own
  const parameters = { alarmEmail: 'ops@example.com', prerender: 'on', prerenderConcurrency: '${env:AT_ONCE}' };
  expect(await look({ limit: 1000, parameters })).toEqual([]);
});

test.each(Object.entries(UNEXPECTED))('%s may deploy all the same', async (_who, [answer, why]) => {
  const parameters = { alarmEmail: 'ops@example.com', prerender: 'on', prerenderConcurrency: '10' };
  const printed = await look({ answer, parameters });
  expect(printed).toEqual([expect.stringMatching(/^WARNING: how many functions .* is not known: /)]);
  expect(printed[0]).toMatch(why);
});
