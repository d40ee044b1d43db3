import type { SpecDatabase } from '@aws-cdk/service-spec-types';
import { intrinsic, isObject, type Json, listOf, type StackTemplate, textOf } from './stack-template.ts';

/** Finds references that lead nowhere, and resources that wait for one another. */
export function checkReferences(template: StackTemplate, db: SpecDatabase): string[] {
  const { Resources, Outputs = {}, Conditions = {} } = template;
  // A template is JSON; TypeScript does not take its interfaces for index types.
  const found = referencesIn({ Resources, Outputs, Conditions } as unknown as Json, []);
  const dangling = found.flatMap((reference) => {
    const problem = problemWith(reference, template, db);
    return problem === undefined ? [] : [`${reference.path.join('.')}: ${reference.by} ${reference.to}: ${problem}`];
  });
  return [...dangling, ...cycles(template, found)];
}

interface Reference {
  readonly path: readonly string[];
  readonly by: string;
  /** `Name` or `Name.Attribute`. */
  readonly to: string;
}

function referencesIn(value: Json, path: readonly string[]): readonly Reference[] {
  if (Array.isArray(value)) return listOf(value).flatMap((item, at) => referencesIn(item, [...path, String(at)]));
  if (!isObject(value)) return [];
  const [by = '', argument] = intrinsic(value) ?? [];
  const own = targets(by, argument).map((to) => ({ path, by, to }));
  const order = path.length === 2 && path[0] === 'Resources' ? listOf(value['DependsOn']) : [];
  return [
    ...own,
    ...order.map((to) => ({ path, by: 'DependsOn', to: String(to) })),
    ...Object.entries(value).flatMap(([key, item]) => referencesIn(item, [...path, key])),
  ];
}

function targets(by: string, argument: Json | undefined): readonly string[] {
  if (by === 'Ref' || by === 'Condition') return [String(argument)];
  if (by === 'Fn::GetAtt') return [listOf(argument).map(textOf).join('.')];
  if (by === 'Fn::If') return [String(listOf(argument)[0])];
  if (by !== 'Fn::Sub') return [];
  const [text, variables] = listOf(argument);
  const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => String(name).trim());
  return names.filter((name) => !(isObject(variables) && name in variables));
}

const PSEUDO_PARAMETERS = [
  'AccountId',
  'NotificationARNs',
  'NoValue',
  'Partition',
  'Region',
  'StackId',
  'StackName',
  'URLSuffix',
];

function problemWith({ by, to }: Reference, template: StackTemplate, db: SpecDatabase): string | undefined {
  if (by === 'Fn::If' || by === 'Condition') return to in (template.Conditions ?? {}) ? undefined : 'there is no such condition.';
  if (to.startsWith('AWS::')) {
    return PSEUDO_PARAMETERS.includes(to.slice('AWS::'.length)) ? undefined : 'there is no such pseudo parameter.';
  }
  const [id = '', ...attribute] = to.split('.');
  const resource = template.Resources[id];
  if (!resource) return id in (template.Parameters ?? {}) ? undefined : 'there is no such resource or parameter.';
  if (attribute.length === 0) return undefined;
  const [spec] = db.lookup('resource', 'cloudFormationType', 'equals', resource.Type);
  return !spec || attribute.join('.') in spec.attributes ? undefined : `${resource.Type} has no such attribute.`;
}

function cycles(template: StackTemplate, references: readonly Reference[]): string[] {
  const needs = (id: string) => {
    const own = references
      .filter(({ path }) => path[0] === 'Resources' && path[1] === id)
      .map(({ to }) => to.split('.')[0] ?? '');
    return [...new Set(own)].filter((to) => to in template.Resources);
  };
  const settled = new Set<string>();
  const found: string[] = [];
  function visit(id: string, way: readonly string[]): void {
    if (way.includes(id)) found.push(`${[...way.slice(way.indexOf(id)), id].join(' needs ')}: no resource can be made first.`);
    if (way.includes(id) || settled.has(id)) return;
    for (const next of needs(id)) visit(next, [...way, id]);
    settled.add(id);
  }
  for (const id of Object.keys(template.Resources)) visit(id, []);
  return found;
}
