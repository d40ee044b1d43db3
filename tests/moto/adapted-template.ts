// What of our template moto's CloudFormation makes. It knows no type of CloudFront, and few of the others: those are taken out on the way, and
// what refers to them gets a made-up value. This file is all that is changed; docs/7-deploy.md lists it.
import {
  decideConditions,
  type Json,
  type JsonObject,
  type Resource,
  type StackTemplate,
} from '../../cli/doctor/checks/stack-template.ts';

/** Types that moto 5.2.5 makes. It passes over any other with a warning, and then stumbles over references to it. */
const MADE: ReadonlySet<string> = new Set([
  'AWS::CloudWatch::Dashboard',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Version',
  'AWS::Logs::LogGroup',
  'AWS::Route53::RecordSet',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
]);

export interface Adapted {
  readonly template: string;
  /** Types of resources that are left out. */
  readonly leftOut: readonly string[];
}

/** `values` are what references to resources that are left out give, by `Id` and `Id.Attribute`. */
export function adaptTemplate(text: string, values: Readonly<Record<string, string>>): Adapted {
  // osls writes it. moto decides conditions too, but its validation takes conditions of constants for errors.
  const { Conditions: _, ...decided } = decideConditions(JSON.parse(text) as StackTemplate);
  const entries = Object.entries(decided.Resources);
  const kept = entries.filter(([, { Type }]) => MADE.has(Type));
  const out = new Set(entries.filter(([, { Type }]) => !MADE.has(Type)).map(([id]) => id));
  const valueAt = (reference: string) => values[reference] ?? `no-${reference.replace('.', '-').toLowerCase()}`;
  const Resources = Object.fromEntries(kept.map(([id, resource]) => [id, adaptResource(resource, out)]));
  const Outputs = Object.fromEntries(
    Object.entries(decided.Outputs ?? {}).map(([id, { Condition: _, ...output }]) => [id, output]),
  );
  const template = replaceReferences({ ...decided, Resources, Outputs } as unknown as Json, out, valueAt); // a template is JSON
  return { template: JSON.stringify(template), leftOut: entries.flatMap(([, { Type }]) => (MADE.has(Type) ? [] : [Type])) };
}

function adaptResource({ DependsOn = [], Condition: _, ...resource }: Resource, out: ReadonlySet<string>) {
  const kept = [DependsOn].flat().filter((id) => !out.has(id));
  const dependencies = kept.length > 0 ? { DependsOn: kept } : {};
  // moto undoes no creation, and knows the shorter word alone for what stays when a stack goes.
  const stays = resource.DeletionPolicy === 'RetainExceptOnCreate' ? { DeletionPolicy: 'Retain' } : {};
  return { ...resource, ...dependencies, ...stays };
}

function replaceReferences(value: Json, out: ReadonlySet<string>, valueAt: (reference: string) => string): Json {
  const inner = (one: Json) => replaceReferences(one, out, valueAt);
  if (typeof value === 'string')
    return value.replace(/\$\{(\w+)(\.[\w.]+)?\}/g, (whole, id, attribute = '') =>
      out.has(id) ? valueAt(id + attribute) : whole,
    );
  if (Array.isArray(value)) return value.map(inner);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::GetAtt': attribute } = value as JsonObject;
  if (typeof Ref === 'string' && out.has(Ref)) return valueAt(Ref);
  const path = Array.isArray(attribute) ? attribute.join('.') : String(attribute ?? '');
  if (out.has(path.split('.')[0] ?? '')) return valueAt(path);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inner(one)]));
}
