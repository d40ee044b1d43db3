// What a deployment finds out before it builds anything: whether the credentials are good, the stack is at rest and the keys can be
// deployed. So what is wrong with an account is said in seconds and not after minutes.
import type { GivenParameter } from '../../package/parameters.ts';
import { commitLabel } from '../commit.ts';
import { type StackState, waitForStack } from '../stack.ts';
import type { DeployClients } from './clients.ts';
import { discardEmptyStack } from './empty-stack.ts';
import { findFunctionSuffix } from './function-suffix.ts';
import { ensureKeySecrets, type KeySecrets } from './key-secrets.ts';
import { clearLeftVersions } from './left-versions.ts';
import { lookAtAccount } from './look-at-account.ts';
import { findRoleBoundary } from './role-boundary.ts';

export interface PrepareOptions {
  readonly region: string;
  /** Of the deployment; undefined for a parameter that serverless.yml does not have. */
  readonly parameter: (name: string) => string | undefined;
  readonly service: string;
  readonly stage: string;
  readonly dryRun: boolean;
  /** As git has it. */
  readonly commit: string;
  readonly pauseMs: number;
  readonly print: (line: string) => void;
}

export interface Prepared {
  readonly keys: KeySecrets;
  readonly stack: StackState | undefined;
  /** Parameters of the template that nobody has to give. */
  readonly parameters: readonly GivenParameter[];
}

export async function prepare(clients: DeployClients, options: PrepareOptions): Promise<Prepared> {
  const { service, stage, dryRun, commit, pauseMs, print } = options;
  const stackName = `${service}-${stage}`;
  await discardEmptyStack(clients.cloudFormation, stackName, options);
  const stack = await waitForStack(clients.cloudFormation, stackName, { pauseMs, print });
  await lookAtAccount(clients.lambda, options);
  const keys = await ensureKeySecrets(clients.secrets, { service, stage, dryRun, print });
  const functionSuffix = await findFunctionSuffix(clients, stackName);
  const parameters = {
    signingKeysVersion: keys.signing?.version ?? '',
    pageKeysVersion: keys.page?.version ?? '',
    commit: commitLabel(commit) ?? '',
    functionSuffix,
    leftVersions: await clearLeftVersions(clients, { stackName, functionSuffix, dryRun, print }),
    roleBoundary: (await findRoleBoundary(clients.cloudFormation, stackName)) ? 'on' : '',
  };
  // One that is empty is none to osls, and none is what its default says.
  const given = Object.entries(parameters).flatMap(([name, value]) => (value === '' ? [] : [{ name, value }]));
  return { keys, stack, parameters: given };
}
