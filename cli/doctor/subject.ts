// What the doctor looks at, and what it finds.
import type { S3Client } from '@aws-sdk/client-s3';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { Deployment } from '../aws/deployment.ts';

export interface DoctorSubject {
  /** Origin of the pictures. */
  readonly pictures: string;
  readonly cardSite?: string;
  /** The local stack: its keys are public, and there is no DNS, TLS or IAM. */
  readonly isLocal: boolean;
  /** Addresses of the buckets, as a stranger would try them. */
  readonly bucketAddresses: readonly string[];
  /** With credentials. */
  readonly bucket?: { readonly client: S3Client; readonly name: string };
  readonly deployment?: Deployment;
  /** For cards of open templates and for card pages; without them, doors are only tried from outside. */
  readonly signingKey?: string;
  readonly pageKey?: string;
  /** The design versions of this build. */
  readonly build: DesignVersions;
  /** Folder in which `npm run package` leaves the template and the zips. */
  readonly packaged: string;
  readonly maxSecretAgeDays: number;
  /** Address of a page of the main site. */
  readonly page?: string;
}

export interface Finding {
  readonly state: 'ok' | 'fault' | 'not checked';
  readonly found: string;
  /** What to do about a fault. */
  readonly advice?: string;
}

export type Check = (subject: DoctorSubject) => Promise<readonly Finding[]>;

export const ok = (found: string): Finding => ({ state: 'ok', found });
export const fault = (found: string, advice: string): Finding => ({ state: 'fault', found, advice });
export const notChecked = (found: string): Finding => ({ state: 'not checked', found });

/** What was found when something may be wrong in several ways at once. */
export function faultsOr(faults: readonly Finding[], found: string): readonly Finding[] {
  return faults.length > 0 ? faults : [ok(found)];
}
