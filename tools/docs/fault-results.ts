// What the last `npm run faults -- --docs` saw: tests/faults writes it, the table in docs/9-failures.md is made from it.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';
import type { RunEnvironment } from './run-environment.ts';

export type Subsystem =
  | 'card site'
  | 'S3, on reading'
  | 'S3, on storing'
  | 'browser'
  | 'sandbox'
  | 'disk'
  | 'pack'
  | 'time'
  | 'input'
  | 'image'
  | 'photo';

/** What a picture shows, judged by its pixels. */
export type Shown = 'card' | 'card without it' | 'default card' | 'fallback picture' | 'nothing' | 'something else';

export interface FaultResult {
  readonly name: string;
  readonly seam: Subsystem;
  /** What the viewer got. */
  readonly shown: Shown;
  readonly status: number;
  readonly cardStatus?: string;
  readonly cacheControl?: string;
  readonly ms: number;
  readonly budgetMs: number;
  readonly kept: KeptBounds;
  /** Whether S3 had what was asked for afterwards. */
  readonly stored: boolean;
  /** A card, asked for when the fault was off: the same one, unless the fault is about an address of its own. */
  readonly next: { readonly shown: Shown; readonly cardStatus?: string; readonly stored: boolean; readonly ms: number };
  readonly violations: readonly string[];
}

/** For how long CloudFront answered with it, as far as it was asked. */
export interface KeptBounds {
  /** The last time that it still had it; absent where the second viewer had no answer from the cache. */
  readonly heldSeconds?: number;
  /** The first time that it asked again; absent where it never did. */
  readonly againSeconds?: number;
}

export interface FaultRun extends RunEnvironment {
  readonly results: readonly FaultResult[];
}

/** Where a fault of the photo way sits. */
export type PhotoSeam =
  | 'inbox'
  | 'events'
  | 'queue'
  | 'table of uploads'
  | 'photo bucket, on reading'
  | 'photo bucket, on writing'
  | 'detector'
  | 'photo worker'
  | 'HEIC decoder'
  | 'photo API'
  | 'photo site'
  | 'removal';

export interface PhotoFaultResult {
  readonly name: string;
  readonly seam: PhotoSeam;
  /** The status of the upload, with its code where it is refused. */
  readonly ends: string;
  /** Deliveries of its message, or `dead letter`. */
  readonly receives: number | string;
  /** From the first delivery to the end of the last one. */
  readonly ms: number;
  /** Status of the same message once the fault is over. */
  readonly later: string;
  readonly violations: readonly string[];
}

export interface PhotoFaultRun extends RunEnvironment {
  readonly results: readonly PhotoFaultResult[];
}

export const RESULTS_FILE = projectPath('tests/faults/results.json');

export function readFaultRun(): FaultRun {
  return JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as FaultRun; // tests/faults/faults.ts wrote it
}

export const PHOTO_RESULTS_FILE = projectPath('tests/faults/photos/results.json');

export function readPhotoFaultRun(): PhotoFaultRun {
  return JSON.parse(readFileSync(PHOTO_RESULTS_FILE, 'utf8')) as PhotoFaultRun; // tests/faults/faults.ts wrote it
}
