// AWS JSON 1.0 and 1.1 (SQS, DynamoDB, Secrets Manager): the operation is a header, input and output are JSON.
import { awsError } from './aws-error.ts';
import type { AwsRequest, Protocol } from './aws-server.ts';

export type Json = Readonly<Record<string, unknown>>;

/** By target, such as `secretsmanager.GetSecretValue`. */
export type JsonOperations = Readonly<Record<string, (input: Json) => Json>>;

export function jsonProtocol(operations: JsonOperations): Protocol {
  return {
    takes: ({ headers }) => headers['x-amz-target'] !== undefined,
    parse({ headers, body }: AwsRequest) {
      const name = String(headers['x-amz-target']);
      const input = JSON.parse(body || '{}') as Json; // what the SDK sends is an object
      return {
        name,
        input,
        answer() {
          const operation = operations[name];
          if (!operation) throw awsError('UnknownOperationException', `This double does not know ${name}.`);
          return { json: operation(input) };
        },
      };
    },
    fail: ({ code, message, status }) => ({ status, json: { __type: `com.amazonaws#${code}`, message } }),
  };
}
