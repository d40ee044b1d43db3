// What CloudFront, Lambda@Edge and docs/2-architecture.md ask of a template beyond its shape. Pages that the rules name are of
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/.
import { bucketRules, roleRules, secretRules } from './rules/access.ts';
import { cacheKeyRules, errorRules, rootRules, viewerRules } from './rules/behaviours.ts';
import { functionRules } from './rules/functions.ts';
import { guardKeyRules } from './rules/guard-keys.ts';
import { domainRules, originRules } from './rules/origins.ts';
import { retentionRules } from './rules/retention.ts';
import { switchRules } from './rules/switches.ts';
import { viewerFunctionRules } from './rules/viewer-functions.ts';
import { decideConditions, type StackTemplate } from './stack-template.ts';

const HOME = 'us-east-1';

const RULES: readonly ((template: StackTemplate) => string[])[] = [
  functionRules,
  originRules,
  domainRules,
  cacheKeyRules,
  viewerRules,
  rootRules,
  errorRules,
  viewerFunctionRules,
  guardKeyRules,
  bucketRules,
  retentionRules,
  roleRules,
  secretRules,
  switchRules,
];

/** Applies every rule to the template as its conditions decide it. Empty when it may be deployed to the Region. */
export function checkEdgeRules(template: StackTemplate, region: string): string[] {
  const decided = decideConditions(template);
  const elsewhere = region === HOME ? [] : [`Lambda@Edge functions live in ${HOME}; this stack goes to ${region}.`];
  return [...elsewhere, ...RULES.flatMap((rule) => rule(decided))];
}
