// What the stack and the processes that handle pictures say to each other.
import type { APIGatewayProxyEventV2, SQSEvent } from 'aws-lambda';
import type { UploadTable } from '../../cloud/photos/ports.ts';

/** What a process needs to know before its first job. */
export interface Setup {
  readonly s3: {
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** One call of one of the two functions, as Lambda would make it. */
export type Job = { readonly photos: SQSEvent } | { readonly api: APIGatewayProxyEventV2 };

/** A call of the table of uploads, which the stack has. */
export interface Question {
  readonly method: keyof UploadTable;
  readonly args: readonly unknown[];
}

export type ToProcess =
  | { readonly kind: 'setup'; readonly setup: Setup }
  | { readonly kind: 'job'; readonly job: Job; readonly maxMs: number }
  | { readonly kind: 'answer'; readonly number: number; readonly value?: unknown; readonly error?: Failure };

export type FromProcess =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: Failure }
  | { readonly kind: 'question'; readonly number: number; readonly question: Question }
  | { readonly kind: 'log'; readonly line: readonly [event: string, fields?: Readonly<Record<string, unknown>>] };

/** An error on its way from one process to another. */
export interface Failure {
  readonly message: string;
  readonly code?: string;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...('code' in error ? { code: String(error.code) } : {}) };
}
