// What an answer must be, and what is wrong with one that is not.
import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import { CACHE_CONTROL, type CardStatus, DRAWING_OFF_WARNING } from '../../../edge/core/answers.ts';
import type { Running } from '../../../edge/core/drawing-record.ts';
import type { HttpAnswer } from '../../../local/http/get.ts';
import { sizeOfImage } from '../../../local/http/size-of-image.ts';

/** To follow an address: `answers 502, not 200`. Undefined when nothing is wrong. */
export type Complaint = string | undefined;

export function pictureComplaint({ status, headers, body }: HttpAnswer, statuses: readonly CardStatus[]): Complaint {
  const cardStatus = headers.get('x-card-status') ?? 'missing';
  if (status !== 200) return `answers ${status}, not 200`;
  if (headers.get('content-type') !== 'image/jpeg') return `is ${headers.get('content-type')}, not image/jpeg`;
  if (!(statuses as readonly string[]).includes(cardStatus))
    return `has x-card-status ${cardStatus}, not ${statuses.join(' or ')}${headers.get('x-card-warning') === DRAWING_OFF_WARNING ? DRAWING_IS_OFF : meaningOf(cardStatus)}`;
  const { width, height } = sizeOfImage(body);
  if (width === PICTURE_SIZE.width && height === PICTURE_SIZE.height) return undefined;
  return `has ${width} × ${height} pixels, not ${PICTURE_SIZE.width} × ${PICTURE_SIZE.height}`;
}

/** The brake's answer proves nothing of the code that was deployed. */
const DRAWING_IS_OFF = `: ${DRAWING_OFF_WARNING}. Switch it on (npm run cards -- drawing on), and deploy again or ask for a new card`;

const MEANINGS: Readonly<Record<string, string>> = {
  fallback:
    '. It was not drawn: the log group /edgecard/<stage> says why under card_failed (site_refused: the guard has other page keys), or the functions do not start, and the log says nothing',
  default: '. The functions take it for no card: they have other signing keys, or are those of before',
  hit: '. It was in the bucket, though nobody can have asked for it',
};

function meaningOf(status: string): string {
  return MEANINGS[status] ?? '';
}

/**
 * Of a card that nobody has asked for before: drawn just now, by this very code, and stored.
 * @param others pictures of something else
 */
export function newCardComplaint(answer: HttpAnswer, running: Running, others: readonly Uint8Array[]): Complaint {
  const { headers } = answer;
  const complaint = pictureComplaint(answer, ['drawn']);
  if (complaint !== undefined) return complaint;
  // A page that stays empty, or a function that answers the same for all, has right headers too.
  if (others.some((other) => Buffer.compare(answer.body, other) === 0))
    return 'is the fallback picture or that of another card, whatever its headers say: look at it';
  if (!cacheOf(answer).startsWith('Miss'))
    return `comes from CloudFront's cache (x-cache: ${cacheOf(answer)}), though nobody can have asked for it`;
  const otherCode = codeComplaint(answer, running);
  if (otherCode !== undefined) return `was drawn ${otherCode}`;
  if (headers.get('cache-control') !== CACHE_CONTROL.card)
    return 'was drawn and not stored: the log group /edgecard/<stage> says why under store_failed';
  return undefined;
}

/** Of the default card where no card can be drawn for certain: answered by this very code, also if a cache keeps the answer. */
export function defaultCardComplaint(answer: HttpAnswer, running: Running): Complaint {
  const complaint = pictureComplaint(answer, ['default']);
  if (complaint !== undefined) return complaint;
  const otherCode = codeComplaint(answer, running);
  return otherCode === undefined ? undefined : `was answered ${otherCode}`;
}

/** To follow `was drawn`. Undefined where the code that has just been deployed gave the answer. */
function codeComplaint({ headers }: HttpAnswer, running: Running): Complaint {
  const timing = headers.get('server-timing') ?? '';
  for (const name of ['bundle', 'commit'] as const) {
    const [, by = 'none'] = new RegExp(`(?:^|, )${name};desc="([^"]*)"`).exec(timing) ?? [];
    if (by !== running[name])
      return `by the ${name} ${by}, not by ${running[name]}, which has just been deployed: CloudFront still runs the functions of before`;
  }
  return undefined;
}

/** Of one that has been drawn: the same picture, out of the cache or out of the bucket. */
export function sameCardComplaint(answer: HttpAnswer, from: 'cache' | 'bucket', picture: Uint8Array): Complaint {
  const complaint = pictureComplaint(answer, from === 'cache' ? ['drawn'] : ['hit']);
  if (complaint !== undefined) return complaint;
  const wanted = from === 'cache' ? 'Hit' : 'Miss';
  if (!cacheOf(answer).startsWith(wanted)) return `has x-cache ${cacheOf(answer)}, not ${wanted} from cloudfront`;
  return Buffer.compare(answer.body, picture) === 0 ? undefined : 'is another picture than the one that was drawn';
}

export function closedComplaint({ status }: HttpAnswer): Complaint {
  return status === 403 ? undefined : `answers ${status}: the guard must answer 403`;
}

function cacheOf({ headers }: HttpAnswer): string {
  return headers.get('x-cache') ?? 'missing';
}
