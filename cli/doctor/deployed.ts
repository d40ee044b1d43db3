// The stack, its secrets, and the package that a deployment takes.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { asked } from '../aws/aws.ts';
import { lowConcurrency, readConcurrency } from '../aws/concurrency.ts';
import { clientSettings } from '../aws/settings.ts';
import { plural } from '../terminal/plural.ts';
import { count } from '../terminal/table.ts';
import { checkEdgeRules } from './checks/check-edge-rules.ts';
import { checkTemplate } from './checks/check-template.ts';
import type { StackTemplate } from './checks/stack-template.ts';
import { checkZip, readZips } from './checks/zip-sizes.ts';
import { type Check, type Finding, fault, faultsOr, notChecked, ok } from './subject.ts';

const DAY_MS = 86_400_000;
const INSIDE = 'needs --stack, and credentials';

export const stack: Check = async ({ deployment, isLocal }) => {
  if (isLocal) return [notChecked('the local stack does not come from CloudFormation')];
  if (!deployment) return [notChecked(INSIDE)];
  const { stack: name, status } = deployment;
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return [ok(`${name} is ${status}`)];
  const advice = status.endsWith('_IN_PROGRESS')
    ? 'A deployment is under way: ask again later.'
    : 'The last deployment failed: its events say why. Deploy again.';
  return [fault(`${name} is ${status}`, advice)];
};

/** How many functions the account may run at the same time: those at the edge share it with all others. */
export const concurrency: Check = async ({ deployment, isLocal }) => {
  if (isLocal) return [notChecked('the local stack has as many sandboxes as it needs')];
  if (!deployment) return [notChecked(INSIDE)];
  const client = new LambdaClient(clientSettings(deployment.region));
  try {
    const found = await asked('Lambda, account settings', readConcurrency(client));
    const low = lowConcurrency(found, deployment.region);
    return [low ? fault(...low) : ok(`the account may run ${count(found.account)} functions at the same time`)];
  } finally {
    client.destroy();
  }
};

/** How old the keys are. Their values are not read. */
export const secrets: Check = async ({ deployment, isLocal, maxSecretAgeDays }) => {
  if (isLocal) return [notChecked('the local stack’s keys are public')];
  if (!deployment) return [notChecked(INSIDE)];
  const client = new SecretsManagerClient(clientSettings(deployment.region));
  try {
    const findings: Finding[] = [];
    for (const [name, SecretId] of Object.entries(deployment.secrets)) {
      const about = await asked(`Secrets Manager, ${name}`, client.send(new DescribeSecretCommand({ SecretId })));
      const changed = about.LastChangedDate ?? about.CreatedDate;
      const days = changed ? Math.floor((Date.now() - changed.getTime()) / DAY_MS) : 0;
      if (about.DeletedDate)
        findings.push(fault(`${name} is to be deleted`, 'Restore it in Secrets Manager: the next deployment needs it.'));
      else if (days > maxSecretAgeDays) {
        findings.push(
          fault(`${name} is ${days} days old, more than ${maxSecretAgeDays}`, 'Rotate it, in the steps of docs/3-addresses.md.'),
        );
      } else findings.push(ok(`${name} is ${days} days old`));
    }
    return findings;
  } finally {
    client.destroy();
  }
};

const PACKAGE_FIRST = '`npm run package` makes what is checked here';

export const template: Check = async ({ packaged }) => {
  const [text, state] = await Promise.all(
    ['cloudformation-template-update-stack.json', 'serverless-state.json'].map((file) => textOf(join(packaged, file))),
  );
  if (text === undefined || state === undefined) return [notChecked(PACKAGE_FIRST)];
  const stackTemplate = JSON.parse(text) as StackTemplate; // osls wrote it
  const { region } = (JSON.parse(state) as { service: { provider: { region: string } } }).service.provider; // and this
  const problems = [...checkTemplate(stackTemplate, await loadAwsServiceSpec()), ...checkEdgeRules(stackTemplate, region)];
  const resources = Object.keys(stackTemplate.Resources).length;
  return faultsOr(
    problems.map((problem) => fault(problem, 'Mend infra/ or serverless.yml, and package again.')),
    `${plural(resources, 'resource')}, with policies, buckets, origins and functions as they must be`,
  );
};

export const zips: Check = async ({ packaged }) => {
  const found = await readZips(packaged).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (!found) return [notChecked(PACKAGE_FIRST)];
  const faults = found.flatMap(checkZip).map((problem) => fault(problem, 'Package again; see what has come in with `npm ls`.'));
  return faultsOr(faults, found.map(({ name, zipBytes }) => `${name} ${count(zipBytes)} bytes`).join(', '));
};

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}
