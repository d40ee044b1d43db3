import { at, type Json, listOf, resourcesOf, type StackTemplate } from '../stack-template.ts';
import { edgeFunctionsOf, pictureDistributionsOf } from './distributions.ts';

/** lambda-at-edge-function-restrictions.html */
const NOT_AT_THE_EDGE = ['Environment', 'VpcConfig', 'Layers', 'DeadLetterConfig', 'ImageConfig', 'KmsKeyArn', 'TracingConfig'];

export function functionRules(template: StackTemplate): string[] {
  const distributions = pictureDistributionsOf(template);
  const none = distributions.length === 0 ? ['No distribution has edge functions on its default behaviour.'] : [];
  const functions = edgeFunctionsOf(template).flatMap(([id, properties]) => {
    const { MemorySize, Timeout, Architectures = ['x86_64'] } = properties;
    const problems = NOT_AT_THE_EDGE.filter((name) => name in properties).map((name) => `${id}: no ${name} at the edge.`);
    if (!isWithin(MemorySize, 128, 10_240)) problems.push(`${id}: MemorySize must be set, 128 to 10240.`);
    if (!isWithin(Timeout, 1, 30)) problems.push(`${id}: Timeout must be set, 1 to 30.`);
    if (listOf(Architectures).join() !== 'x86_64') problems.push(`${id}: the edge has x86_64 only.`);
    return problems;
  });
  return [
    ...none,
    ...functions,
    ...distributions.flatMap(({ id, defaultBehaviour }) => associations(id, defaultBehaviour, template)),
  ];
}

/** An edge function is associated as a numbered version: neither $LATEST nor an alias. */
function associations(id: string, behaviour: Json | undefined, template: StackTemplate): string[] {
  const versions = resourcesOf(template, 'AWS::Lambda::Version').map(([version]) => version);
  const given = listOf(at(behaviour, 'LambdaFunctionAssociations')).map((association) => ({
    event: at(association, 'EventType'),
    version: String(at(association, 'LambdaFunctionARN', 'Ref')),
  }));
  const unversioned = given.filter(({ version }) => !versions.includes(version));
  const missing = ['origin-request', 'origin-response'].filter((event) => !given.some((one) => one.event === event));
  return [
    ...unversioned.map(({ event }) => `${id}: the ${event} function must be a numbered version.`),
    ...missing.map((event) => `${id}: the default behaviour has no ${event} function.`),
  ];
}

function isWithin(value: Json | undefined, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}
