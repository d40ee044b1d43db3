import type { Refusal } from '../../../cloud/photos/photo-error.ts';
import type { PhotoSeam } from '../../../tools/docs/fault-results.ts';
import type { PhotoBench } from './photo-bench.ts';

/** How an upload stands once its message is done with; `nothing` where the table has no row of it. */
export type Ends = 'ready' | 'review' | 'failed' | 'waiting' | `refused ${Refusal}` | 'nothing';

/**
 * What is on its way: a portrait; one in which faces are to be hidden; one of hills in which faces are to be hidden, which is no photo
 * until a person has looked; an edit that hides the face of a photo and retires it; nothing, because the fault sends what it needs.
 */
export type Story = 'upload' | 'hiding' | 'review' | 'edit' | 'nothing';

export type PhotoFault = PhotoFaultParts & AtLeastOne<Evidence>;

export interface PhotoFaultParts {
  /** What happens, in a few words: the row's name in docs/9-failures.md. */
  readonly name: string;
  readonly seam: PhotoSeam;
  /** By default `upload`. */
  readonly story?: Story;
  readonly ends: Ends;
  /** Deliveries until the message is done with: by default 1. A dead letter has had three. */
  readonly receives?: 1 | 2 | 3 | 'dead letter';
  /** Deliveries for which the fault is on: by default the first one; `for good` until the message is done with. */
  readonly lasts?: 'for good';
  /** What a delivery has as its time limit. What a worker may take is four seconds less. By default 20,000. */
  readonly remainingMs?: number;
  /** A process of its own for each delivery, as a deployment has it, instead of the worker's code in this one. */
  readonly process?: true;
  switchOn?(bench: PhotoBench): Promise<void> | void;
  /** Instead of one delivery of the message after the other, as SQS does it. */
  deliver?(bench: PhotoBench): Promise<void>;
  switchOff?(bench: PhotoBench): Promise<void> | void;
  /** How it stands once the fault is over: by default it is `ready`, in review where the story is, or refused as before. */
  readonly later?: Ends;
  /** What is made is not the story's photo. */
  readonly other?: true;
  /** The claim of the first picture ends by its time alone. */
  readonly claimStays?: true;
  /** The row can never be read: the API cannot say how the upload stands, and the message stays among the dead letters. */
  readonly unreadable?: true;
  /** What else must hold once the fault is over; each text is a violation. */
  after?(bench: PhotoBench): Promise<readonly string[]> | readonly string[];
  /** In the subset that every test run takes. */
  readonly quick?: true;
}

/** What shows that the fault was met, and not something else or nothing at all. */
export interface Evidence {
  /** Found in the log. */
  readonly logged: RegExp;
  /** So many requests at least did not just pass a proxy. */
  readonly meddled: number;
  /** switchOn, deliver or after has looked, and throws or complains where the fault is not there. */
  readonly checked: true;
}

type AtLeastOne<T> = { [Name in keyof T]: Pick<T, Name> & Partial<Omit<T, Name>> }[keyof T];
