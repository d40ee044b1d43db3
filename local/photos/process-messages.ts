// What the stack and the processes that open pictures say to each other.
import type { SQSEvent } from 'aws-lambda';
import type { Detections } from '../../cloud/photos/detections.ts';
import type { UploadTable } from '../../cloud/photos/ports.ts';
import type { Removals } from '../../cloud/photos/removal/ports.ts';
import type { Failure } from './failures.ts';

/** What a process needs to know before its first job. */
export interface Setup {
  readonly s3: {
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** What is done with pictures: a call of the photo worker, a size for the photo site, or what the API has to look at. */
export type Job =
  | { readonly kind: 'messages'; readonly event: SQSEvent }
  | { readonly kind: 'size'; readonly path: string; readonly method: string }
  | { readonly kind: 'look'; readonly source: Uint8Array; readonly withPicture: boolean; readonly maxMs: number }
  | { readonly kind: 'annotate'; readonly source: Uint8Array; readonly detections: Detections; readonly maxMs: number };

/** A call of what the stack has: the table of uploads, and removals. */
export type Question = { readonly args: readonly unknown[] } & (
  | { readonly of: 'table'; readonly method: keyof UploadTable }
  | { readonly of: 'removals'; readonly method: keyof Removals }
);

export type ToProcess =
  | { readonly kind: 'setup'; readonly setup: Setup }
  | { readonly kind: 'job'; readonly job: Job; readonly maxMs: number }
  | { readonly kind: 'answer'; readonly number: number; readonly value?: unknown; readonly error?: Failure };

export type FromProcess =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: Failure }
  /** A photo worker has begun with a part of its work, such as `detect`. */
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'question'; readonly number: number; readonly question: Question }
  | { readonly kind: 'log'; readonly line: readonly [event: string, fields?: Readonly<Record<string, unknown>>] };
