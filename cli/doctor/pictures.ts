// What viewers get: a card, the default card for what is not a card, and a card only for a right signature.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { signCardPath } from '../../card-schema/card-path.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { signedExample, unsignedExample } from '../../card-schema/example-card.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import { CACHE_CONTROL, type CardStatus, DRAWING_OFF_WARNING } from '../../edge/core/answers.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { MAX_PICTURE_BYTES } from '../../edge/core/picture.ts';
import { get, type HttpAnswer } from '../../local/http/get.ts';
import { sizeOfImage } from '../../local/http/size-of-image.ts';
import { projectPath } from '../../project-path.ts';
import { count } from '../terminal/table.ts';
import { type Check, type DoctorSubject, type Finding, fault, faultsOr, notChecked } from './subject.ts';

const FALLBACK = projectPath('edge/fallback.jpg');

/** With the design version, as pages write it: no cache answers with what an older deploy drew. */
async function addressOf({ pictures, build }: DoctorSubject, card: Card, key?: string): Promise<string> {
  return `${pictures}${await signCardPath(card, key, build[card.template])}`;
}

export const card: Check = async (subject) => {
  const example = unsignedExample();
  if (!example) return [notChecked('but for the default card, every template needs a signature')];
  const answer = await get(await addressOf(subject, example));
  return faultsOr(await cardFaults(answer), `${about(answer)}, ${answer.headers.get('x-card-status')}`);
};

async function cardFaults(answer: HttpAnswer): Promise<readonly Finding[]> {
  const faults = [...pictureFaults(answer)];
  if (answer.status !== 200) return faults;
  if (answer.headers.get('x-card-warning') === DRAWING_OFF_WARNING) {
    const advice = '`cards drawing status` says since when, by whom and why; `cards drawing on` switches it on.';
    return [...faults, fault(DRAWING_OFF_WARNING, advice)];
  }
  const control = answer.headers.get('cache-control') ?? 'nothing';
  const status = answer.headers.get('x-card-status');
  const fallback = await readFile(FALLBACK);
  if (status === 'fallback' || fallback.equals(answer.body)) {
    faults.push(fault('viewers get the fallback picture', 'Drawing fails: the log says why, at card_failed or origin_refused.'));
    if (control !== CACHE_CONTROL.fallback) {
      const advice = 'It stays in caches for so long: deploy edge/ again, then `cards purge` the card.';
      faults.push(fault(`the fallback picture is kept like a card: cache-control is ${control}`, advice));
    }
    return faults;
  }
  if (control === CACHE_CONTROL.unstored) {
    faults.push(
      fault('the card was drawn, but not stored', 'Look at s3:PutObject of the functions’ role, and at the key of the bucket.'),
    );
  } else if (status === 'incomplete') {
    const lacks = answer.headers.get('x-card-warning') ?? 'it does not say what';
    faults.push(fault(`the card is incomplete: ${lacks}`, 'Look at imageHosts, at the image’s host, and at the fonts.'));
  } else if (status === 'default') {
    faults.push(fault('a right address shows the default card', 'The functions do not know this template: deploy this build.'));
  } else if (status !== 'drawn' && status !== 'hit') {
    faults.push(
      fault(`x-card-status is ${status ?? 'missing'}`, 'Is the origin-response function on the behaviour that answers here?'),
    );
  } else if (control !== CACHE_CONTROL.card) {
    faults.push(
      fault(
        `cache-control of a card is ${control}, not ${CACHE_CONTROL.card}`,
        'Look at the metadata in S3 and at header policies.',
      ),
    );
  }
  if (!answer.headers.get('etag')) faults.push(fault('a card has no etag', 'Look at header policies: revalidation needs it.'));
  return faults;
}

export const defaultCard: Check = async ({ pictures }) => {
  const answer = await get(`${pictures}/no-such-card-${randomBytes(4).toString('hex')}.jpg`);
  return faultsOr(standInFaults(answer, 'an address that is not a card'), `an address that is not a card: ${about(answer)}`);
};

export const signatures: Check = async (subject) => {
  const example = signedExample();
  if (!example) return [notChecked('no template needs a signature')];
  const forged = await get(await addressOf(subject, example, randomBytes(32).toString('hex')));
  const faults = [...standInFaults(forged, 'a card with a forged signature', 'Signatures are not checked: deploy edge/ again.')];
  if (!subject.isLocal) {
    const development = await get(await addressOf(subject, example, DEVELOPMENT_KEYS.signing));
    const advice = 'Set keys of your own in the secret signing-keys, without x-card-development-keys, and deploy.';
    faults.push(...standInFaults(development, 'a card signed with the public development key', advice));
  }
  if (subject.signingKey === undefined)
    return faultsOr(faults, 'forged ones show the default card (EDGECARD_SIGNING_KEY would prove a right one)');
  const signed = await get(await addressOf(subject, example, subject.signingKey));
  if (signed.headers.get('x-card-status') === 'default') {
    faults.push(
      fault(
        'a card signed with your key shows the default card',
        'EDGECARD_SIGNING_KEY is not among the keys that are deployed: see docs/3-addresses.md, “Keys”.',
      ),
    );
  } else faults.push(...(await cardFaults(signed)));
  return faultsOr(faults, 'a right one shows its card, a forged one the default card');
};

/** Always a picture, never a 404, and kept for minutes only. */
function standInFaults(
  answer: HttpAnswer,
  what: string,
  advice = 'Deploy edge/ again: origin-request sends it to the default card.',
): readonly Finding[] {
  if (answer.status !== 200)
    return [
      fault(
        `${what} is answered with ${answer.status}`,
        'Look at custom error pages, WAF rules and the origin-request function.',
      ),
    ];
  const status = answer.headers.get('x-card-status') as CardStatus | null; // or anything, if it is not ours
  if (status === 'fallback')
    return [fault(`${what} shows the fallback picture`, 'The default card cannot be drawn: the log says why.')];
  if (status !== 'default') return [fault(`${what} shows a card (x-card-status: ${status ?? 'none'})`, advice)];
  const control = answer.headers.get('cache-control') ?? 'nothing';
  const kept =
    control === CACHE_CONTROL.default || control === CACHE_CONTROL.unstored
      ? []
      : [
          fault(
            `${what} is kept as ${control}, not ${CACHE_CONTROL.default}`,
            'A card of that address would not be seen: look at header policies.',
          ),
        ];
  return [...pictureFaults(answer), ...kept];
}

function pictureFaults(answer: HttpAnswer): readonly Finding[] {
  if (answer.status !== 200) {
    return [
      fault(
        `a card is answered with ${answer.status}`,
        'Look at the log of the functions and at the distribution’s origin and behaviours.',
      ),
    ];
  }
  const faults: Finding[] = [];
  const type = answer.headers.get('content-type');
  if (type !== 'image/jpeg')
    faults.push(
      fault(
        `content-type is ${type ?? 'missing'}, not image/jpeg`,
        'Crawlers refuse it: look at the metadata in S3 and at header policies.',
      ),
    );
  const { width, height } = sizeOfImage(answer.body);
  if (width !== PICTURE_SIZE.width || height !== PICTURE_SIZE.height) {
    const wanted = `${PICTURE_SIZE.width} × ${PICTURE_SIZE.height}`;
    const found = width === 0 ? 'what comes is not a picture' : `the picture is ${width} × ${height}, not ${wanted}`;
    faults.push(fault(found, 'If somebody stored it, `cards purge` it; else deploy this build.'));
  }
  if (answer.body.length > MAX_PICTURE_BYTES) {
    faults.push(
      fault(`the picture has ${count(answer.body.length)} bytes, more than ${count(MAX_PICTURE_BYTES)}`, 'Store a smaller one.'),
    );
  }
  return faults;
}

function about({ headers, body }: HttpAnswer): string {
  const { width, height } = sizeOfImage(body);
  return `${headers.get('content-type')}, ${width} × ${height}, ${count(body.length)} bytes`;
}
