// SQS, DynamoDB and Secrets Manager on this machine, as far as prerendering calls them.
import { awsError } from './aws-error.ts';
import { startAwsServer } from './aws-server.ts';
import { createTable, type Item } from './dynamodb.ts';
import { createSecrets, type Secrets } from './secrets-manager.ts';
import { type BatchHandler, createQueue, type EntryRefusal, type Waiting } from './sqs.ts';

/** The name of the queue, and of the table. */
export const QUEUE = 'edgecard-test-prerender';

export interface PrerenderAccount extends AsyncDisposable {
  readonly endpoint: string;
  /** Messages in the order in which they came. */
  readonly waiting: readonly Waiting[];
  readonly deadLetters: readonly Waiting[];
  readonly secrets: Secrets;
  /** Every call, by its target such as `DynamoDB_20120810.PutItem`. */
  readonly calls: readonly string[];
  /** Asked of every entry of a batch: gives the code that SQS refuses it with, or nothing. */
  refuseEntries(refusal: (body: string) => EntryRefusal | undefined): void;
  /** Of every call; gives the error that it ends with, or nothing. */
  refuseCalls(refusal: (target: string) => string | undefined): void;
  put(body: string): void;
  /** The event source mapping: batches of ten until the queue is empty; what fails comes again, and is at last a dead letter. */
  drain(handler: BatchHandler, options?: { maxReceives?: number; twice?: boolean }): Promise<void>;
  items(): readonly Item[];
  close(): Promise<void>;
}

export async function openPrerenderAccount(): Promise<PrerenderAccount> {
  const calls: string[] = [];
  let refuseEntry: (body: string) => EntryRefusal | undefined = () => undefined;
  let refuseCall: (target: string) => string | undefined = () => undefined;
  const queue = createQueue(
    QUEUE,
    () => endpoint,
    (body) => refuseEntry(body),
  );
  const table = createTable(QUEUE);
  const secrets = createSecrets();
  const { endpoint, close } = await startAwsServer({
    json: { ...queue.operations, ...table.operations, ...secrets.operations },
    before({ name }) {
      calls.push(name);
      const refused = refuseCall(name);
      if (refused) throw awsError(refused, 'refused');
    },
  });
  return {
    endpoint,
    get waiting() {
      return queue.waiting();
    },
    deadLetters: queue.deadLetters,
    secrets,
    calls,
    refuseEntries(refusal) {
      refuseEntry = refusal;
    },
    refuseCalls(refusal) {
      refuseCall = refusal;
    },
    put: (body) => void queue.put(body),
    drain: queue.drain,
    items: table.items,
    close,
    [Symbol.asyncDispose]: close,
  };
}
