// Every check, in the order in which one depends on another.

import { get, reasonOf } from '../../local/http/get.ts';
import { AwsError } from '../aws/aws.ts';
import { alarmMail } from './alarm-mail.ts';
import { bucketPolicies, publicAccess, servedVersions } from './bucket.ts';
import { guard, siteVersions } from './card-site.ts';
import { clock } from './clock.ts';
import { concurrency, secrets, stack, template, zips } from './deployed.ts';
import { mainSite } from './main-site.ts';
import { dns, tls } from './name.ts';
import { photoSite, photoSizes } from './photo-site.ts';
import { photoApi, photoBuckets, photoDetector, photoOrigin, photoQueue } from './photos.ts';
import { card, defaultCard, signatures } from './pictures.ts';
import { type Check, type DoctorSubject, type Finding, fault, notChecked } from './subject.ts';

export interface Diagnosis extends Finding {
  readonly check: string;
}

const CHECKS = {
  dns,
  tls,
  card,
  'default card': defaultCard,
  signatures,
  clock,
  'design versions': servedVersions,
  guard,
  'site versions': siteVersions,
  'public access': publicAccess,
  'bucket policies': bucketPolicies,
  stack,
  secrets,
  concurrency,
  'alarm mail': alarmMail,
  'photo buckets': photoBuckets,
  'photo queue': photoQueue,
  'photo API': photoApi,
  'photo origin': photoOrigin,
  'photo detector': photoDetector,
  'photo site': photoSite,
  'photo sizes': photoSizes,
  template,
  zips,
  'main site': mainSite,
} as const satisfies Readonly<Record<string, Check>>;

type CheckName = keyof typeof CHECKS;

/** Those that can be made although the address of the pictures is silent; of the local stack the whole is silent then. */
const WITHOUT_ANSWER: readonly CheckName[] = [
  'dns',
  'tls',
  'guard',
  'site versions',
  'public access',
  'bucket policies',
  'stack',
  'secrets',
  'concurrency',
  'alarm mail',
  'photo buckets',
  'photo queue',
  'photo API',
  'photo origin',
  'photo detector',
  'photo site',
  'photo sizes',
  'main site',
];
const HERE: readonly CheckName[] = ['template', 'zips'];

/** Makes every check. One that cannot be made is a fault as well: it may hide another. */
export async function diagnose(subject: DoctorSubject): Promise<readonly Diagnosis[]> {
  const silence = await checkReachable(subject);
  const possible: readonly string[] = silence ? [...HERE, ...(subject.isLocal ? [] : WITHOUT_ANSWER)] : Object.keys(CHECKS);
  const found = [...(silence ? named('address', [silence]) : [])];
  for (const [name, check] of Object.entries(CHECKS)) {
    found.push(...named(name, possible.includes(name) ? await runCheck(check, subject) : [notChecked('nothing answers')]));
  }
  return found;
}

/** Reported once, instead of by every check. */
async function checkReachable({ pictures, isLocal }: DoctorSubject): Promise<Finding | undefined> {
  try {
    await get(`${pictures}/robots.txt`);
    return undefined;
  } catch (error) {
    const advice = isLocal
      ? 'Start the stack with `npm start`, or name its address.'
      : 'Look at dns and tls below, and whether the distribution is enabled.';
    return fault(`nothing answers at ${pictures} (${reasonOf(error)})`, advice);
  }
}

async function runCheck(check: Check, subject: DoctorSubject): Promise<readonly Finding[]> {
  try {
    return await check(subject);
  } catch (error) {
    if (error instanceof AwsError) return [fault(error.message, 'Until AWS answers, this is not known.')];
    return [fault(`could not be checked: ${reasonOf(error)}`, 'Look whether what it asks is there and answers.')];
  }
}

function named(check: string, findings: readonly Finding[]): readonly Diagnosis[] {
  return findings.map((finding) => ({ check, ...finding }));
}
