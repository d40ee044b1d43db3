import { at, listOf, resourcesOf, type StackTemplate, textOf } from '../stack-template.ts';
import { distributionsOf } from './distributions.ts';
import { isSecretReference } from './secret-reference.ts';

/** cloudfront-limits.html: 10 KB. The reference counts as three keys of 64 characters, more than a rotation needs. */
const MAX_BYTES = 10_240;
const KEYS_BYTES = 3 * 65;

export function guardRules(template: StackTemplate): string[] {
  const functions = resourcesOf(template, 'AWS::CloudFront::Function');
  const guards = functions.flatMap(([id, properties]) => {
    const parts = listOf(at(properties, 'FunctionCode', 'Fn::Join', 1)).map(textOf);
    const keys = parts.filter(isSecretReference);
    const code = parts.filter((part) => !isSecretReference(part)).join('');
    const bytes = Buffer.byteLength(code) + keys.length * KEYS_BYTES;
    const problems: string[] = [];
    if (keys.length !== 1) problems.push(`${id}: the code must hold its page keys as a reference to a secret.`);
    if (/\{\{[\w-]+\}\}/.test(code)) problems.push(`${id}: a placeholder is left in the code.`);
    if (!/\bfunction handler\b/.test(code)) problems.push(`${id}: the code has no function handler.`);
    if (bytes > MAX_BYTES) problems.push(`${id}: ${bytes} bytes of code, more than ${MAX_BYTES}.`);
    if (at(properties, 'AutoPublish') !== true) problems.push(`${id}: AutoPublish must be true, or the old code stays live.`);
    if (at(properties, 'FunctionConfig', 'Runtime') !== 'cloudfront-js-2.0') problems.push(`${id}: runtime 1.0 has no Buffer.`);
    return problems;
  });
  return [...guards, ...unguarded(template, new Set(functions.map(([id]) => id)))];
}

function unguarded(template: StackTemplate, guards: ReadonlySet<string>): string[] {
  return distributionsOf(template)
    .filter(({ hasEdgeFunctions }) => !hasEdgeFunctions)
    .filter(({ defaultBehaviour }) => {
      const association = at(defaultBehaviour, 'FunctionAssociations', 0);
      const guard = String(at(association, 'FunctionARN', 'Fn::GetAtt', 0));
      return at(association, 'EventType') !== 'viewer-request' || !guards.has(guard);
    })
    .map(({ id }) => `${id}: the default behaviour has no guard.`);
}
