// The line that each function logs once for every request, under the event `request`.
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { CardStatus } from './answers.ts';
import type { AskedKey } from './asked-key.ts';
import { STAGES, type StagesMs } from './drawing-record.ts';
import type { Missing } from './missing.ts';
import { truncate } from './truncate.ts';

/** What happened to a request. */
export type RequestOutcome =
  | 'card' // origin-request: sent on to the card's key
  | 'default_card' // origin-request: no card, sent on to the default card's key
  | 'card_found' // origin-response: S3 has it
  | 'card_drawn'
  | 'card_failed'
  | 'drawing_off' // the card has no signature, and drawing is switched off for such
  | 'head_miss' // HEAD on a card that nobody has drawn
  | 'origin_refused' // S3 answered neither with the card nor with 404
  | 'static_object'; // robots.txt or favicon.ico

// Types, because an interface cannot be passed where any fields may stand.

/** What the sandbox has used and has left, in MB of 1,048,576 bytes, as far as the machine says. */
export type SandboxUsage = {
  readonly memoryMb?: number;
  readonly browserMemoryMb?: number;
  readonly scratchFreeMb?: number;
};

export type RequestLine = SandboxUsage & {
  readonly stage: string;
  readonly function: 'origin-request' | 'origin-response';
  readonly requestId: string;
  readonly method: string;
  readonly outcome: RequestOutcome;
  readonly cold: boolean;
  readonly key?: string;
  readonly template?: string;
  readonly pathLength?: number;
  readonly code?: string;
  readonly reason?: string;
  readonly status?: CardStatus;
  readonly originStatus?: number;
  readonly httpStatus?: number;
  readonly browserStarts?: number;
  readonly tries?: number;
  readonly packMisses?: number;
  readonly ms?: StagesMs;
  readonly bytes?: number;
  readonly quality?: number;
  readonly stored?: boolean;
  readonly missingGlyphs?: readonly string[];
  readonly missingImages?: readonly { readonly host: string; readonly reason: string }[];
  readonly commit?: string;
  readonly bundle?: string;
};

/** Every field in words, for docs/8-operate.md. Fields that have nothing to say are left out of a line. */
export const REQUEST_FIELDS: Readonly<Record<keyof RequestLine, string>> = {
  stage: 'of the deployment',
  function: '`origin-request`, which has the fields down to `reason`, or `origin-response`',
  requestId: 'CloudFront’s id of the request: `x-amz-cf-id` of the answer',
  method: '`GET` or `HEAD`',
  outcome:
    '`card` or `default_card` (origin-request); `card_found`, `card_drawn`, `card_failed`, `drawing_off`, `head_miss`, `origin_refused` (origin-response); `static_object`',
  cold: 'whether this is the first request of its sandbox',
  key: 'the card’s key in the bucket, its first 250 characters',
  template: 'the card’s template',
  pathLength: 'characters of a path that is not a card; the path itself may hold a signature',
  code: 'why it is not a card, or why it could not be drawn',
  reason: 'the same in words',
  status: 'as in `x-card-status`',
  originStatus: 'what S3 answered',
  httpStatus: 'what the viewer gets, unless CloudFront makes a 304 or 206 of it',
  browserStarts: 'browsers started for this card; 0 where the one from before was used',
  tries: '2 where the first attempt was given up',
  packMisses: 'browsers that called code which is not in the zip',
  ms: `milliseconds by stage, as in \`server-timing\`: ${stagesInWords()}`,
  bytes: 'size of the picture that was drawn',
  quality: 'its JPEG quality',
  stored: 'whether S3 has it now; never a picture that lacks anything',
  missingGlyphs: 'up to ten characters that no font has',
  missingImages: 'images that the picture lacks, at most four: the host of each, and why',
  commit: 'the commit that was deployed, as in `server-timing`',
  bundle: 'hash of the function’s files, as in `server-timing`: it changes only when one of them does',
  memoryMb: 'memory of the function’s process, in MB of 1,048,576 bytes, as Lambda counts',
  browserMemoryMb: 'memory of the browser’s process',
  scratchFreeMb: 'what is left of `/tmp`, of which Lambda gives 512',
};

function stagesInWords(): string {
  return Object.entries(STAGES)
    .map(([name, words]) => `\`${name}\` (${words})`)
    .join(', ');
}

/** CloudWatch takes lines of 256 KB; one that people read, and that is paid for by its length, has about one. */
const MAX_KEY_CHARACTERS = 250;
const MAX_GLYPHS = 10;
const MAX_IMAGES = 4;

type KeyFields = Pick<RequestLine, 'key' | 'template' | 'pathLength'>;

/**
 * A key that the log may hold: a card's. Anything else may be a path with its signature, and only its length is logged. The design versions
 * have the name of every template.
 */
export function loggableKey({ key, parts }: AskedKey, designVersions: DesignVersions): KeyFields {
  if (!parts || !Object.hasOwn(designVersions, parts.template)) return { pathLength: key.length + 1 };
  return { key, template: parts.template };
}

/** The same for the request's line, which is written for every card: a long key is cut off. */
export function keyFields(asked: AskedKey, designVersions: DesignVersions): KeyFields {
  const fields = loggableKey(asked, designVersions);
  return fields.key === undefined ? fields : { ...fields, key: truncate(fields.key, MAX_KEY_CHARACTERS) };
}

/** What a picture lacks. Of an image's address only the host: the rest may hold a secret. */
export function missingFields({ missingGlyphs, missingImages }: Missing): Pick<RequestLine, 'missingGlyphs' | 'missingImages'> {
  const images = missingImages.slice(0, MAX_IMAGES).map(({ url, reason }) => ({ host: hostOf(url), reason }));
  return {
    ...(missingGlyphs.length > 0 ? { missingGlyphs: missingGlyphs.slice(0, MAX_GLYPHS) } : {}),
    ...(images.length > 0 ? { missingImages: images } : {}),
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
