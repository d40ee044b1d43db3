// One table of DynamoDB whose key is a job and a part of it, with the expressions that prerendering uses.
import { awsError } from './aws-error.ts';
import type { Json, JsonOperations } from './json-protocol.ts';

interface Attribute {
  readonly S?: string;
  readonly N?: string;
  readonly NS?: readonly string[];
}
export type Item = Readonly<Record<string, Attribute>>;

/** Items of an answer; small, so that every job takes several. DynamoDB's own limit is 1 MB. */
const MAX_PAGE_ITEMS = 3;

export function createTable(name: string) {
  const items = new Map<string, Item>();

  function keyOf(given: unknown, { job, part }: Item): string {
    if (given !== name) throw awsError('ResourceNotFoundException', 'Requested resource not found');
    if (!job?.S || !part?.S) throw invalid('The provided key element does not match the schema');
    return `${job.S}\n${part.S}`;
  }

  const operations: JsonOperations = {
    'DynamoDB_20120810.PutItem': ({ TableName, Item: item }) => {
      items.set(keyOf(TableName, item as Item), item as Item);
      return {};
    },
    'DynamoDB_20120810.UpdateItem': ({ TableName, Key, UpdateExpression, ...rest }) => {
      const key = keyOf(TableName, Key as Item);
      items.set(key, update(items.get(key) ?? (Key as Item), String(UpdateExpression), rest));
      return {};
    },
    'DynamoDB_20120810.Query': ({ TableName, KeyConditionExpression, ExclusiveStartKey, ...rest }) => {
      keyOf(TableName, { job: { S: 'any' }, part: { S: 'any' } });
      const { names, values } = placeholders(rest);
      const [, key = '', value = ''] = /^(\S+) = (\S+)$/.exec(String(KeyConditionExpression)) ?? [];
      if (names[key] !== 'job') throw invalid('Query condition missed key schema element: job');
      return pageOf([...items.values()], values[value]?.S, partOf(ExclusiveStartKey as Item | undefined));
    },
  };
  return { operations, items: (): readonly Item[] => [...items.values()] };
}

function pageOf(items: readonly Item[], job: string | undefined, after: string): Json {
  const found = items
    .filter((item) => item['job']?.S === job && partOf(item) > after)
    .sort((a, b) => (partOf(a) < partOf(b) ? -1 : 1));
  const page = found.slice(0, MAX_PAGE_ITEMS);
  const last = page.at(-1);
  const more = last && found.length > page.length ? { LastEvaluatedKey: { job: last['job'], part: last['part'] } } : {};
  return { Items: page, Count: page.length, ScannedCount: page.length, ...more };
}

function partOf(item: Item | undefined): string {
  return item?.['part']?.S ?? '';
}

function placeholders({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Json) {
  return { names: ExpressionAttributeNames as Record<string, string>, values: ExpressionAttributeValues as Item };
}

/** `ADD #set :numbers SET #name = :value`, one of each. */
function update(item: Item, expression: string, rest: Json): Item {
  const [, set = '', numbers = '', name = '', value = ''] = /^ADD (#\w+) (:\w+) SET (#\w+) = (:\w+)$/.exec(expression) ?? [];
  const { names, values } = placeholders(rest);
  const added = values[numbers]?.NS ?? [];
  const given = values[value];
  if (!names[set] || !names[name] || added.length === 0 || !given) throw invalid('Invalid UpdateExpression');
  if (new Set(added).size < added.length) throw invalid('Input collection contains duplicates');
  const before = item[names[set]]?.NS ?? [];
  return { ...item, [names[set]]: { NS: [...new Set([...before, ...added])] }, [names[name]]: given };
}

function invalid(message: string) {
  return awsError('ValidationException', message);
}
