// A CloudFormation template, and its conditions taken as decided: ours compare literals only.

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

export interface Resource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

export interface StackTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<Record<string, JsonObject>>;
  readonly Conditions?: JsonObject;
  readonly Outputs?: Readonly<Record<string, JsonObject>>;
}

/**
 * Returns the template as CloudFormation would see it once its conditions are decided: branches not taken, AWS::NoValue, and
 * resources and outputs whose condition does not hold are gone.
 */
export function decideConditions(template: StackTemplate): StackTemplate {
  const { Conditions = {}, Resources, Outputs = {} } = template;
  const kept = <T extends { readonly Condition?: Json }>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(all).filter(([, { Condition }]) => Condition === undefined || holds({ Condition }, Conditions)),
    );
  const made = { ...template, Resources: kept<Resource>(Resources), Outputs: kept<JsonObject>(Outputs) };
  return decide(made as unknown as Json, Conditions) as unknown as StackTemplate; // a template is JSON, and stays one of its shape
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name and argument of an intrinsic function such as `{ Ref: … }`; undefined for any other value. */
export function intrinsic(value: Json | undefined): readonly [name: string, argument: Json] | undefined {
  if (!isObject(value)) return undefined;
  const [only, ...others] = Object.entries(value);
  return only !== undefined && others.length === 0 && /^(Ref|Condition|Fn::\w+)$/.test(only[0]) ? only : undefined;
}

/** Follows a path through objects and lists; undefined where it ends early. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, step) => {
    if (typeof step === 'number') return listOf(inner)[step];
    return isObject(inner) ? inner[step] : undefined;
  }, value);
}

/** A list's items; a single value is a list of one, as IAM and CloudFormation often have it; nothing is an empty one. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as Json]; // Array.isArray does not see that what is left is not a list
}

/** Logical ids and properties of all resources of one type. */
export function resourcesOf(template: StackTemplate, type: string): readonly (readonly [id: string, properties: JsonObject])[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties = {} }]) => [id, Properties]);
}

/** The text of a string, or of Fn::Sub and Fn::Join with their references left as they stand. */
export function textOf(value: Json | undefined): string {
  const [name, argument] = intrinsic(value) ?? [];
  if (name === 'Ref') return `\${${argument}}`;
  if (name === 'Fn::GetAtt') return `\${${listOf(argument).join('.')}}`;
  if (name === 'Fn::Sub') return String(listOf(argument)[0]);
  if (name === 'Fn::Join')
    return listOf(at(argument, 1))
      .map(textOf)
      .join(String(at(argument, 0)));
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

const NO_VALUE = Symbol('AWS::NoValue');

function decide(value: Json, conditions: JsonObject): Json | typeof NO_VALUE {
  const [name, argument] = intrinsic(value) ?? [];
  if (name === 'Ref' && argument === 'AWS::NoValue') return NO_VALUE;
  if (name === 'Fn::If') {
    const [condition, yes = null, no = null] = listOf(argument);
    return decide(holds(conditions[String(condition)], conditions) ? yes : no, conditions);
  }
  if (Array.isArray(value)) return value.map((item: Json) => decide(item, conditions)).filter((item) => item !== NO_VALUE);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([key, inner]) => {
    const decided = decide(inner, conditions);
    return decided === NO_VALUE ? [] : [[key, decided] as const];
  });
  return Object.fromEntries(kept);
}

function holds(condition: Json | undefined, conditions: JsonObject): boolean {
  const [name, argument] = intrinsic(condition) ?? [];
  const parts = listOf(argument);
  switch (name) {
    case 'Fn::Equals':
      return JSON.stringify(parts[0]) === JSON.stringify(parts[1]);
    case 'Fn::Not':
      return !holds(parts[0], conditions);
    case 'Fn::And':
      return parts.every((part) => holds(part, conditions));
    case 'Fn::Or':
      return parts.some((part) => holds(part, conditions));
    case 'Condition':
      return holds(conditions[String(argument)], conditions);
    default:
      throw new Error(`Not a condition: ${JSON.stringify(condition)}.`);
  }
}
