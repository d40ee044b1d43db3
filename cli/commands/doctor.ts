// The command doctor: looks at a deployment, or at the local stack, from outside and inside, and says what to do.

import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { parseCardAddress } from '../../card-schema/card-address.ts';
import { quoted } from '../../card-schema/errors.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { LOCAL_BUCKET } from '../../local/stack/config.ts';
import { localClient } from '../../local/stack/store.ts';
import { DEFAULT_REGION, readDeployment } from '../aws/deployment.ts';
import { clientSettings } from '../aws/settings.ts';
import { type Diagnosis, diagnose } from '../doctor/diagnose.ts';
import type { DoctorSubject } from '../doctor/subject.ts';
import { type CommandLine, command } from '../terminal/command.ts';
import { configuredKeys, type KeyVariable } from '../terminal/configured-keys.ts';
import { UsageError } from '../terminal/errors.ts';
import { DEFAULT_ORIGIN, isThisMachine, localOrigin, ORIGIN, PORT, readOrigin } from '../terminal/options.ts';
import { plural } from '../terminal/plural.ts';
import { step } from '../terminal/steps.ts';

const OPTIONS = {
  local: { type: 'boolean', description: `the local stack at ${DEFAULT_ORIGIN}, as without an address` },
  port: PORT,
  stack: { type: 'string', value: 'NAME', description: 'a deployed stack, such as edgecard-prod; needs credentials' },
  region: { type: 'string', value: 'REGION', description: `of the stack or bucket; ${DEFAULT_REGION} if left out` },
  'card-site': { ...ORIGIN, description: 'of the card site; that of --stack, or the local stack’s' },
  bucket: { type: 'string', value: 'NAME', description: 'of the pictures on AWS; that of --stack' },
  s3: { ...ORIGIN, description: 'of the local stack’s S3' },
  page: { type: 'string', value: 'ADDRESS', description: 'of a page of the main site: is its card of this build' },
  'max-secret-age': {
    type: 'integer',
    value: 'DAYS',
    description: 'after which keys should be rotated',
    min: 1,
    max: 3650,
    initial: 365,
  },
} as const;

const WHICH = 'Give one address of pictures, or --local, or --port, or none of them.';

export const doctor = command({
  description:
    'checks a deployment or the local stack from outside and inside, and says what to do; exit code 1 if there is a fault',
  usage: '[address of the pictures]',
  words: { usage: '[address]', max: 1, otherwise: WHICH },
  options: OPTIONS,
  examples: ['doctor', 'doctor https://social.app.com', 'doctor https://social.app.com --stack edgecard-prod --json'],
  notes: `It asks for a card, a signed card, what is not a card, and card pages, and reads from S3, CloudFormation and Secrets Manager. It
changes nothing, but a card that nobody has asked for yet is drawn and stored. What was packaged here is checked as well. No key's
value is read or printed: EDGECARD_SIGNING_KEY and EDGECARD_PAGE_KEY prove, if they are set, that right signatures and tokens work.`,
  async run(line) {
    const { subject, close } = await meet(line);
    try {
      const found = await step(`Looking at ${subject.pictures}`, () => diagnose(subject));
      const faults = found.filter(({ state }) => state === 'fault').length;
      const json = { pictures: subject.pictures, ok: faults === 0, faults, findings: found };
      return { text: formatDiagnosis(subject.pictures, found), json, exitCode: faults > 0 ? 1 : 0 };
    } finally {
      close();
    }
  },
});

async function meet({ words, options }: CommandLine<typeof OPTIONS>): Promise<{ subject: DoctorSubject; close: () => void }> {
  const [word] = words;
  if (word !== undefined && (options.local || options.port !== undefined)) throw new UsageError(WHICH);
  const address = originIn(word);
  const region = options.region ?? DEFAULT_REGION;
  const deployment = options.stack === undefined ? undefined : await readDeployment(options.stack, region);
  const pictures = address ?? deployment?.pictures ?? localOrigin(options.port);
  const isLocal = deployment === undefined && pictures.startsWith('http:') && isThisMachine(pictures);
  // The local stack's parts have the ports that follow, see `npm start`.
  const nextTo = (offset: number) => `http://127.0.0.1:${Number(new URL(pictures).port || 80) + offset}`;
  const s3 = options.s3 ?? nextTo(3);
  const name = options.bucket ?? deployment?.bucket;
  const buckets = [...new Set([...(name === undefined ? [] : [name]), ...(deployment?.buckets ?? [])])];
  const client = isLocal ? localClient(s3) : new S3Client(clientSettings(region));
  const bucket = isLocal ? LOCAL_BUCKET : name;
  const cardSite = options['card-site'] ?? deployment?.cardSite ?? (isLocal ? nextTo(2) : undefined);
  // The first of several is the one that signs; the edge takes the others as well.
  const key = (variable: KeyVariable, local: string) => configuredKeys(variable)[0] ?? (isLocal ? local : undefined);
  const signingKey = key('EDGECARD_SIGNING_KEY', DEVELOPMENT_KEYS.signing);
  const pageKey = key('EDGECARD_PAGE_KEY', DEVELOPMENT_KEYS.page);
  const subject: DoctorSubject = {
    pictures,
    isLocal,
    ...(cardSite === undefined ? {} : { cardSite }),
    bucketAddresses: isLocal ? [`${s3}/${LOCAL_BUCKET}`] : buckets.map((each) => `https://${each}.s3.${region}.amazonaws.com`),
    ...(bucket === undefined ? {} : { bucket: { client, name: bucket } }),
    ...(deployment ? { deployment } : {}),
    ...(signingKey === undefined ? {} : { signingKey }),
    ...(pageKey === undefined ? {} : { pageKey }),
    build: await designVersions(),
    packaged: join(import.meta.dirname, '../../.serverless'),
    ...(options.page === undefined ? {} : { page: options.page }),
    maxSecretAgeDays: options['max-secret-age'],
  };
  return { subject, close: () => client.destroy() };
}

/** The address of a card will do: what counts is where it is. Throws UsageError. */
function originIn(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  const origin = readOrigin(parseCardAddress(word)?.origin ?? word);
  if (origin === undefined) throw new UsageError(`The pictures' address must be ${ORIGIN.allowed}; got ${quoted(word)}.`);
  return origin;
}

const MARKS = { ok: 'ok', fault: 'FAULT', 'not checked': '–' } as const;

function formatDiagnosis(pictures: string, found: readonly Diagnosis[]): string {
  const width = Math.max(...found.map(({ check }) => check.length));
  const rows = found.map(({ check, state, found: what, advice }) => {
    const row = `  ${MARKS[state].padEnd(5)}  ${check.padEnd(width)}  ${what}`;
    return advice === undefined ? row : `${row}\n${' '.repeat(width + 11)}→ ${advice}`;
  });
  const number = (state: Diagnosis['state']) => found.filter((one) => one.state === state).length;
  return `${pictures}\n\n${rows.join('\n')}\n\n${number('ok')} ok, ${number('not checked')} not checked here, ${plural(number('fault'), 'fault')}.`;
}
