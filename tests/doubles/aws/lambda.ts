// Functions of an account, and what it may run.
import { awsError } from './aws-error.ts';
import type { RestOperation } from './rest-protocol.ts';

export function accountSettings(limit = 1000): RestOperation {
  return {
    name: 'lambda GetAccountSettings',
    method: 'GET',
    path: /\/account-settings\/?$/,
    answer: () => ({ json: { AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: limit } } }),
  };
}

export interface FunctionParts {
  readonly names: () => readonly string[];
  readonly lastModified: () => string;
  /** Throws where AWS still has copies of it at the edge. */
  readonly remove: (name: string) => void;
}

export function functionsOf({ names, lastModified, remove }: FunctionParts): readonly RestOperation[] {
  const path = /\/functions\/(?<name>[^/?]+)\/?$/;
  const notFound = {
    status: 404,
    json: { Message: 'Function not found' },
    headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
  };
  return [
    {
      name: 'lambda GetFunction',
      method: 'GET',
      path,
      answer: ({ path: { name = '' } }) =>
        names().includes(name) ? { json: { Configuration: { FunctionName: name, LastModified: lastModified() } } } : notFound,
    },
    {
      name: 'lambda DeleteFunction',
      method: 'DELETE',
      path,
      answer({ path: { name = '' } }) {
        if (!names().includes(name)) return notFound;
        remove(name);
        return { status: 204 };
      },
    },
  ];
}

/** As Lambda says it while a function has copies. */
export function replicated(name: string): Error {
  return awsError('InvalidParameterValueException', `Lambda was unable to delete ${name} because it is a replicated function.`);
}
