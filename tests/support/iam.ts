// Decides as IAM does whether policies allow a request: "Policy evaluation logic" and "IAM JSON policy elements" in Amazon's IAM
// user guide, as far as this project's policies go. What it does not know is an error, never a guess.
import { intrinsic, isObject, type Json, type JsonObject, listOf, textOf } from '../../cli/doctor/checks/stack-template.ts';

export interface IamRequest {
  /** A role's or user's ARN, or the name of a service. Absent: nobody that AWS knows. */
  readonly principal?: { readonly AWS: string } | { readonly Service: string };
  readonly action: string;
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context?: Readonly<Record<string, string>>;
}

/** `denied` is by a statement and final, `not allowed` for want of one. */
export type Decision = 'allowed' | 'denied' | 'not allowed';

const STATEMENT_ELEMENTS = new Set(['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition']);

/**
 * Weighs all statements together, as for identity and resource policies of one account. A statement of an identity policy has
 * no Principal, and applies to the caller.
 */
export function decide(statements: readonly Json[], request: IamRequest): Decision {
  const matching = statements.filter((statement) => matches(asStatement(statement), request));
  if (matching.some((statement) => isObject(statement) && statement['Effect'] === 'Deny')) return 'denied';
  return matching.length > 0 ? 'allowed' : 'not allowed';
}

function asStatement(statement: Json): JsonObject {
  if (!isObject(statement)) throw new Error(`Not a statement: ${JSON.stringify(statement)}.`);
  const unknown = Object.keys(statement).find((element) => !STATEMENT_ELEMENTS.has(element));
  if (unknown) throw new Error(`This evaluation does not know the element ${unknown}.`);
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') throw new Error('Effect must be Allow or Deny.');
  return statement;
}

function matches(statement: JsonObject, request: IamRequest): boolean {
  const { Principal, Action, Resource, Condition } = statement;
  return (
    (Principal === undefined || isPrincipal(Principal, request.principal)) &&
    listOf(Action).some((pattern) => isLike(String(pattern).toLowerCase(), request.action.toLowerCase())) &&
    listOf(Resource).some((pattern) => isLike(String(pattern), request.resource)) &&
    (Condition === undefined || holds(Condition, request.context ?? {}))
  );
}

function isPrincipal(wanted: Json, asking: IamRequest['principal']): boolean {
  if (wanted === '*') return true;
  if (!isObject(wanted)) throw new Error(`Not a principal: ${JSON.stringify(wanted)}.`);
  return Object.entries(wanted).some(([kind, names]) => {
    if (kind !== 'AWS' && kind !== 'Service') throw new Error(`This evaluation does not know principals of ${kind}.`);
    // Everyone, also those whom AWS does not know.
    if (kind === 'AWS' && listOf(names).includes('*')) return true;
    const name = asking && kind in asking ? Object.values(asking)[0] : undefined;
    return name !== undefined && listOf(names).includes(name);
  });
}

type Operator = (found: string | undefined, wanted: readonly string[]) => boolean;

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: (found, wanted) => found !== undefined && wanted.includes(found),
  StringLike: (found, wanted) => found !== undefined && wanted.some((pattern) => isLike(pattern, found)),
  ArnEquals: (found, wanted) => found !== undefined && wanted.some((pattern) => isArnLike(pattern, found)),
  ArnLike: (found, wanted) => found !== undefined && wanted.some((pattern) => isArnLike(pattern, found)),
  Bool: (found, wanted) => found !== undefined && wanted.includes(found.toLowerCase()),
  Null: (found, wanted) => wanted.includes(String(found === undefined)),
};

/** All operators and all keys must hold; one of a key's values is enough. */
function holds(condition: Json, context: Readonly<Record<string, string>>): boolean {
  if (!isObject(condition)) throw new Error(`Not a condition: ${JSON.stringify(condition)}.`);
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(condition).every(([name, keys]) => {
    // Of a key with several values a request here has one at most.
    const operator = OPERATORS[name.replace(/^ForAnyValue:/, '')];
    if (!operator || !isObject(keys)) throw new Error(`This evaluation does not know the operator ${name}.`);
    return Object.entries(keys).every(([key, values]) => operator(known.get(key.toLowerCase()), listOf(values).map(String)));
  });
}

/** `*` is any number of characters, colons and slashes among them, `?` is one. */
function isLike(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'su').test(value);
}

/** In ARN conditions each of the six parts is compared by itself. */
function isArnLike(pattern: string, value: string): boolean {
  const parts = (arn: string) => /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn)?.slice(1);
  const [wanted, found] = [parts(pattern), parts(value)];
  return wanted !== undefined && found !== undefined && wanted.every((part, at) => isLike(part, found[at] ?? ''));
}

/** A policy out of a template, with its references replaced by what they are in a deployment. */
export function resolveReferences(value: Json, names: Readonly<Record<string, string>>): Json {
  if (intrinsic(value)) {
    return textOf(value).replace(/\$\{([^}]+)\}/g, (_, reference: string) => {
      const name = names[reference];
      if (name === undefined) throw new Error(`No value is given for ${reference}.`);
      return name;
    });
  }
  if (Array.isArray(value)) return value.map((item: Json) => resolveReferences(item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, names)]));
}
