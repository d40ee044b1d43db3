// AWS Query (CloudFormation, STS, SNS): a form with an Action goes in, XML comes out.
import { awsError } from './aws-error.ts';
import type { AwsRequest, Protocol } from './aws-server.ts';
import type { XmlElements } from './xml.ts';

type Form = Readonly<Record<string, string>>;

/** By action; each gives the elements of its result. */
export type QueryOperations = Readonly<Record<string, (form: Form) => XmlElements | Promise<XmlElements>>>;

export function queryProtocol(operations: QueryOperations): Protocol {
  return {
    takes: ({ headers }) => String(headers['content-type']).startsWith('application/x-www-form-urlencoded'),
    parse({ body }: AwsRequest) {
      const input: Form = Object.fromEntries(new URLSearchParams(body));
      const name = input['Action'] ?? '';
      return {
        name,
        input,
        async answer() {
          const operation = operations[name];
          if (!operation) throw awsError('InvalidAction', `This double does not know ${name}.`);
          const metadata = { RequestId: 'r' };
          return { xml: { [`${name}Response`]: { [`${name}Result`]: await operation(input), ResponseMetadata: metadata } } };
        },
      };
    },
    fail: ({ code, message, status }) => ({
      status,
      xml: { ErrorResponse: { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: 'r' } },
    }),
  };
}
