// One table of DynamoDB whose key is an upload, with the expressions that photos use.
import { awsError } from './aws-error.ts';
import type { Json, JsonOperations } from './json-protocol.ts';

interface Attribute {
  readonly S?: string;
  readonly N?: string;
  readonly SS?: readonly string[];
}
type Item = Readonly<Record<string, Attribute>>;

/** Items of an answer; small, so that a scan takes several. DynamoDB's own limit is 1 MB. */
const MAX_PAGE_ITEMS = 2;

export function createUploadRows(name: string) {
  const items = new Map<string, Item>();

  function keyIn(given: unknown, { upload }: Item): string {
    if (given !== name) throw awsError('ResourceNotFoundException', 'Requested resource not found');
    if (!upload?.S) throw invalid('The provided key element does not match the schema');
    return upload.S;
  }

  const operations: JsonOperations = {
    'DynamoDB_20120810.GetItem': ({ TableName, Key }) => {
      const item = items.get(keyIn(TableName, Key as Item));
      return item ? { Item: item } : {};
    },
    'DynamoDB_20120810.PutItem': ({ TableName, Item: item, ...rest }) => {
      const key = keyIn(TableName, item as Item);
      checkCondition(items.get(key), rest);
      items.set(key, item as Item);
      return {};
    },
    'DynamoDB_20120810.DeleteItem': ({ TableName, Key, ...rest }) => {
      const key = keyIn(TableName, Key as Item);
      checkCondition(items.get(key), rest);
      items.delete(key);
      return {};
    },
    'DynamoDB_20120810.UpdateItem': ({ TableName, Key, UpdateExpression, ...rest }) => {
      const key = keyIn(TableName, Key as Item);
      const item = update(items.get(key) ?? (Key as Item), String(UpdateExpression), rest);
      items.set(key, item);
      return { Attributes: item };
    },
    'DynamoDB_20120810.Scan': ({ TableName, FilterExpression, ExclusiveStartKey, ...rest }) => {
      keyIn(TableName, { upload: { S: 'any' } });
      return pageOf([...items.values()], String(FilterExpression), ExclusiveStartKey as Item | undefined, rest);
    },
  };
  return {
    operations,
    items: (): readonly Item[] => [...items.values()],
    /** As somebody else writes a row. */
    put: (item: Item) => void items.set(item['upload']?.S ?? '', item),
    /** As its time to live does. */
    lose: (upload: string) => items.delete(upload),
  };
}

/** A filter is laid over a page: it may have few items, or none, and others follow. */
function pageOf(items: readonly Item[], filter: string, after: Item | undefined, rest: Json): Json {
  const start = after ? items.findIndex(({ upload }) => upload?.S === after['upload']?.S) + 1 : 0;
  const page = items.slice(start, start + MAX_PAGE_ITEMS);
  const last = page.at(-1);
  const more = last && start + page.length < items.length ? { LastEvaluatedKey: { upload: last['upload'] } } : {};
  return { Items: page.filter((item) => holds(item, filter, rest)), ...more };
}

function checkCondition(item: Item | undefined, rest: Json): void {
  const { ConditionExpression } = rest;
  if (ConditionExpression === undefined || holds(item ?? {}, String(ConditionExpression), rest)) return;
  throw awsError('ConditionalCheckFailedException', 'The conditional request failed');
}

/** Comparisons, and `attribute_not_exists`, joined by OR. */
function holds(item: Item, expression: string, rest: Json): boolean {
  const { nameAt, valueAt } = placeholders(rest);
  return expression.split(' OR ').some((part) => {
    const [, absent] = /^attribute_not_exists\((#\w+)\)$/.exec(part) ?? [];
    if (absent !== undefined) return item[nameAt(absent)] === undefined;
    const [, name = '', operator, value = ''] = /^(#\w+) ([=<]) (:\w+)$/.exec(part) ?? [];
    if (operator === undefined) throw invalid(`Invalid expression: ${part}`);
    const [is, limit] = [item[nameAt(name)], valueAt(value)];
    return operator === '=' ? is?.S === limit.S && is?.N === limit.N : is !== undefined && Number(is.N) < Number(limit.N);
  });
}

/** `ADD #a :set`, `REMOVE #a`, or `SET #a = :a, #b = if_not_exists(#b, :b) REMOVE #c, #d`. */
function update(item: Item, expression: string, rest: Json): Item {
  const { nameAt, valueAt } = placeholders(rest);
  const [, set, more = ''] = /^ADD (#\w+) (:\w+)$/.exec(expression) ?? [];
  if (set !== undefined) {
    const all = new Set([...(item[nameAt(set)]?.SS ?? []), ...(valueAt(more).SS ?? [])]);
    return { ...item, [nameAt(set)]: { SS: [...all] } };
  }
  const [, sets = '', removes = ''] = /^(?:SET (.+?))?(?: ?\bREMOVE (.+))?$/.exec(expression) ?? [];
  const changed: Record<string, Attribute> = { ...item };
  for (const set of sets === '' ? [] : sets.split(/, (?=#)(?![^(]*\))/)) {
    const [, name = '', given = ''] = /^(#\w+) = (.+)$/.exec(set) ?? [];
    const [, fallback] = /^if_not_exists\(#\w+, (:\w+)\)$/.exec(given) ?? [];
    if (fallback === undefined) changed[nameAt(name)] = valueAt(given);
    else changed[nameAt(name)] ??= valueAt(fallback);
  }
  for (const name of removes.split(', ').filter(Boolean)) delete changed[nameAt(name)];
  return changed;
}

/** DynamoDB refuses a name that is reserved, so every name of ours is a placeholder; and one that is not used. */
function placeholders({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Json) {
  const [names, values] = [ExpressionAttributeNames as Record<string, string>, ExpressionAttributeValues as Item];
  return {
    nameAt(placeholder: string): string {
      const name = names[placeholder];
      if (name === undefined) throw invalid(`An expression attribute name is not defined: ${placeholder}`);
      return name;
    },
    valueAt(placeholder: string): Attribute {
      const value = values[placeholder];
      if (value === undefined) throw invalid(`An expression attribute value is not defined: ${placeholder}`);
      return value;
    },
  };
}

function invalid(message: string) {
  return awsError('ValidationException', message);
}
