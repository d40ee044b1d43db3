// REST-XML (S3, CloudFront), and REST-JSON where an answer says so (Lambda): method, path and query say what is asked for.
import { awsError } from './aws-error.ts';
import type { AwsReply, AwsRequest, Protocol } from './aws-server.ts';

export interface RestInput {
  /** What the groups of the route's path matched. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface RestOperation {
  readonly name: string;
  readonly method: string;
  /** Matches the path; its named groups are the input. */
  readonly path: RegExp;
  /** A parameter that the query must have. */
  readonly query?: string;
  answer(input: RestInput): AwsReply;
}

/** How the services of a double answer an error: S3 has a form of its own, and Lambda speaks JSON. */
export type RestErrors = 'cloudfront' | 's3' | 'lambda';

export function restProtocol(operations: readonly RestOperation[], errors: (path: string) => RestErrors): Protocol {
  return {
    takes: () => true,
    parse({ method, url, body }: AwsRequest) {
      const { pathname, searchParams: query } = new URL(url, 'http://aws');
      const found = operations.find(
        (one) => one.method === method && one.path.test(pathname) && (one.query === undefined || query.has(one.query)),
      );
      const input: RestInput = { path: { ...found?.path.exec(pathname)?.groups }, query, body };
      return {
        name: found?.name ?? `${method} ${pathname}`,
        input,
        answer() {
          if (!found) throw awsError('NotFound', `This double does not know ${method} ${pathname}.`, 404);
          return found.answer(input);
        },
      };
    },
    fail({ code, message, status }, { url }) {
      if (errors(url) === 'lambda') return { status, json: { Message: message }, headers: { 'x-amzn-errortype': code } };
      const error = { Code: code, Message: message };
      return errors(url) === 's3' ? { status, xml: { Error: error } } : { status, xml: { ErrorResponse: { Error: error } } };
    },
  };
}
