// Holds what was seen of a fault of the photo way against what is promised. Each sentence that comes back is a violation.
import { LOCAL_CREDENTIALS } from '../../../local/stack/config.ts';
import type { ApiAnswer } from './api-caller.ts';
import type { PhotoFault } from './photo-fault.ts';
import type { References } from './run-photo-fault.ts';

export interface PhotoSeen {
  /** While the fault was on. */
  readonly ends: string;
  readonly receives: number | string;
  readonly meddled: number;
  readonly halfThere: readonly string[];
  readonly slow: readonly string[];
  readonly log: readonly string[];
  /** Once it was off: status of the same upload, and what the API says of it. */
  readonly later: string;
  readonly api: ApiAnswer;
  readonly files: Readonly<Record<string, string>>;
  readonly sources: readonly string[];
  readonly claims: number;
  /** Messages that still wait, or are dead letters. */
  readonly stuck: number;
  readonly own: readonly string[];
  /** Status of another picture; nothing where each delivery has a process of its own. */
  readonly next?: string;
}

/** What opens something: no log may have it. */
const SECRETS = /x-amz-signature|x-amz-credential|x-amz-security-token|AWS4-HMAC/i;

export function judgePhotoFault(fault: PhotoFault, seen: PhotoSeen, references: References): readonly string[] {
  const { ends, receives = 1 } = fault;
  const secrets = seen.log.filter((line) => SECRETS.test(line) || line.includes(LOCAL_CREDENTIALS.secretAccessKey));
  return [
    unless(seen.ends === ends, `ends as ${seen.ends}`),
    unless(fault.deliver !== undefined || seen.receives === receives, `takes ${seen.receives} deliveries`),
    seen.halfThere,
    seen.slow,
    unless(secrets.length === 0, `logs a secret: ${secrets[0]}`),
    ...judgeEvidence(fault, seen),
    ...judgeAfter(fault, seen, references),
  ].flat();
}

function judgeEvidence(fault: PhotoFault, { log, meddled }: PhotoSeen): readonly (readonly string[])[] {
  const { logged, meddled: wanted = 0 } = { logged: undefined, meddled: undefined, ...fault };
  return [
    unless(!logged || log.some((line) => logged.test(line)), `does not log ${logged}`),
    unless(meddled >= wanted, `meddled with ${meddled} requests of ${wanted}`),
  ];
}

function judgeAfter(fault: PhotoFault, seen: PhotoSeen, references: References): readonly (readonly string[])[] {
  const { story = 'upload', ends, other, claimStays, unreadable } = fault;
  const isFinal = ends.startsWith('refused') || story === 'nothing';
  const { later = isFinal ? ends : story === 'review' ? 'review' : 'ready' } = fault;
  const reference = isFinal || other || later === 'failed' ? undefined : references.get(story);
  const said = unreadable ? seen.api.status === 503 : seen.api.json['status'] === seen.later.split(' ')[0];
  return [
    unless(seen.later === later, `is ${seen.later} afterwards`),
    unless(seen.later === 'nothing' || said, `the API says ${seen.api.text}`),
    ...(reference ? [differences(seen.files, reference)] : []),
    unless(seen.sources.length === (unreadable ? 1 : 0), `the inbox keeps ${seen.sources.join() || 'nothing'}`),
    unless(seen.claims === (claimStays ? 1 : 0), `${seen.claims} claims stay`),
    unless(seen.stuck === (unreadable ? 1 : 0), `${seen.stuck} messages stay`),
    unless((seen.next ?? 'ready') === 'ready', `the next picture ends as ${seen.next}`),
    seen.own,
  ];
}

function differences(files: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): readonly string[] {
  const keys = new Set([...Object.keys(files), ...Object.keys(wanted)]);
  return [...keys].filter((key) => files[key] !== wanted[key]).map((key) => `the photo bucket differs at ${key}`);
}

function unless(holds: boolean, otherwise: string): readonly string[] {
  return holds ? [] : [otherwise];
}
