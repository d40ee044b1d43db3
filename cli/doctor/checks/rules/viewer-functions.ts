import { at, type JsonObject, listOf, resourcesOf, type StackTemplate, textOf } from '../stack-template.ts';
import { calledFirst, type Distribution, distributionsOf } from './distributions.ts';
import { isSecretReference } from './secret-reference.ts';

/** cloudfront-limits.html: 10 KB. The reference counts as three keys of 64 characters, more than a rotation needs. */
const MAX_BYTES = 10_240;
const KEYS_BYTES = 3 * 65;

/** The CloudFront Functions: card pages need a guard that holds the page keys, pictures the function in front of their cache. */
export function viewerFunctionRules(template: StackTemplate): string[] {
  const functions = new Map(resourcesOf(template, 'AWS::CloudFront::Function'));
  const distributions = distributionsOf(template);
  const calledBy = new Map(distributions.map((distribution) => [calledFirst(distribution), distribution]));
  const answering = new Set(distributions.flatMap(calledLast));
  return [
    ...[...functions].flatMap(([id, properties]) =>
      functionProblems(id, properties, calledBy.get(id)?.hasEdgeFunctions === true || answering.has(id)),
    ),
    ...distributions
      .filter((distribution) => !functions.has(calledFirst(distribution)))
      .map(({ id, hasEdgeFunctions }) =>
        hasEdgeFunctions
          ? `${id}: the default behaviour has no function in front of the cache.`
          : `${id}: the default behaviour has no guard.`,
      ),
  ];
}

/** Those on viewer-response, which see an answer that somebody else decided on: they need no key. */
function calledLast({ defaultBehaviour }: Distribution): readonly string[] {
  return listOf(at(defaultBehaviour, 'FunctionAssociations'))
    .map((association) => at(association, 'Fn::If', 1) ?? association)
    .filter((association) => at(association, 'EventType') === 'viewer-response')
    .map((association) => String(at(association, 'FunctionARN', 'Fn::GetAtt', 0)));
}

function functionProblems(id: string, properties: JsonObject, isOfPictures: boolean): string[] {
  const whole = at(properties, 'FunctionCode');
  const parts = typeof whole === 'string' ? [whole] : listOf(at(whole, 'Fn::Join', 1)).map(textOf);
  const keys = parts.filter(isSecretReference);
  const code = parts.filter((part) => !isSecretReference(part)).join('');
  const bytes = Buffer.byteLength(code) + keys.length * KEYS_BYTES;
  const problems: string[] = [];
  if (!isOfPictures && keys.length !== 1) problems.push(`${id}: the code must hold its page keys as a reference to a secret.`);
  if (isOfPictures && keys.length > 0) problems.push(`${id}: the function in front of the pictures needs no secret.`);
  if (/\{\{[\w-]+\}\}/.test(code)) problems.push(`${id}: a placeholder is left in the code.`);
  if (!/\bfunction handler\b/.test(code)) problems.push(`${id}: the code has no function handler.`);
  const remedy = isOfPictures ? ' It holds every template: give closed ones fewer words to choose from, or make one open.' : '';
  if (bytes > MAX_BYTES) problems.push(`${id}: ${bytes} bytes of code, more than ${MAX_BYTES}.${remedy}`);
  if (at(properties, 'AutoPublish') !== true) problems.push(`${id}: AutoPublish must be true, or the old code stays live.`);
  if (at(properties, 'FunctionConfig', 'Runtime') !== 'cloudfront-js-2.0') problems.push(`${id}: runtime 1.0 has no Buffer.`);
  return problems;
}
