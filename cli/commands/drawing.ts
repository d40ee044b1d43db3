// The command drawing: the brake that an attack puts on by itself, and a person takes off.
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { DRAWING_OFF_TAG } from '../../edge/core/cache-tag.ts';
import type { DrawingState } from '../../edge/core/drawing-state.ts';
import { MAX_DRAWING_STATE_AGE_MS } from '../../edge/core/time-limits.ts';
import { AwsError } from '../aws/aws.ts';
import { readDrawingState, writeDrawingState } from '../aws/drawing-state.ts';
import { invalidate } from '../aws/invalidation.ts';
import { BUCKET_OPTIONS, openPictureBucket, type PictureBucket } from '../aws/picture-bucket.ts';
import { command } from '../terminal/command.ts';
import { UsageError } from '../terminal/errors.ts';
import { step } from '../terminal/steps.ts';

const WORDS = ['on', 'off', 'status'] as const;
const ONE_OF = 'Say on, off or status.';
const WHO_SEES_IT = 'Sandboxes of the edge look every 15 s';

export const drawing = command({
  description: 'switches drawing on or off for cards without a signature, or says which it is',
  usage: 'on | off | status',
  words: { usage: 'on | off | status', min: 1, max: 1, otherwise: ONE_OF },
  completes: WORDS,
  options: {
    ...BUCKET_OPTIONS,
    why: { type: 'string', value: 'TEXT', description: 'why, for those who look at the status later' },
  },
  examples: [
    'drawing status --stack edgecard-prod',
    'drawing on --stack edgecard-prod --why "the attack is over"',
    'drawing off --stack edgecard-prod',
  ],
  notes: `A surge of drawings switches it off by itself (docs/8-operate.md, "draw-brake"), and nothing but this command switches it on again.
While it is off, a card without a signature that is not stored is the fallback picture, kept for 5 minutes. Stored cards, signed ones, the
default card, \`prerender\`, \`put\` and \`draw\` go on. ${WHO_SEES_IT}.`,
  async run({ words, options: { why, ...where } }) {
    const word = WORDS.find((one) => one === words[0]);
    if (word === undefined) throw new UsageError(`${ONE_OF} Got ${JSON.stringify(words[0])}.`);
    const bucket = await openPictureBucket(where);
    try {
      if (word === 'status') {
        const state = await step(`Reading the state of ${bucket.name}`, () => readDrawingState(bucket));
        return { text: inWords(state, bucket.name), json: { store: bucket.name, ...state } };
      }
      const state = { unsigned: word, since: new Date().toISOString(), by: userName(), ...(why ? { why } : {}) };
      await step(`Switching drawing ${word} in ${bucket.name}`, () => writeDrawingState(bucket, state));
      const forgotten = word === 'on' ? await forgetStandIns(bucket) : {};
      const text = [inWords(state, bucket.name), `${WHO_SEES_IT}.`, ...(word === 'on' ? [cachesInWords(forgotten)] : [])];
      return { text: text.join('\n'), json: { store: bucket.name, ...state, ...forgotten } };
    } finally {
      await bucket.close();
    }
  },
});

function inWords({ unsigned, since, by, why }: DrawingState, store: string): string {
  const when = [since === undefined ? '' : ` since ${since}`, by === undefined ? '' : `, by ${by}`].join('');
  return `Drawing is ${unsigned} for cards without a signature in ${store}${when}${why === undefined ? '.' : `: ${why}`}`;
}

/** A container may run as a user without a name, for whom Node throws. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'somebody without a name';
  }
}

interface Forgotten {
  /** CloudFront's id of the invalidation. */
  readonly invalidated?: string;
  /** Why there is none. */
  readonly refused?: string;
}

/**
 * The pictures that stood in, out of CloudFront's cache, when no sandbox gives it new ones any more. Without it they stay for five
 * minutes.
 */
async function forgetStandIns({ deployment }: PictureBucket): Promise<Forgotten> {
  if (!deployment) return {};
  await step('Waiting until every sandbox has looked', () => sleep(MAX_DRAWING_STATE_AGE_MS));
  try {
    return { invalidated: await invalidate(deployment.distributionId, [`#${DRAWING_OFF_TAG}`]) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { refused: error.message };
  }
}

function cachesInWords({ invalidated, refused }: Forgotten): string {
  if (invalidated !== undefined) return `CloudFront forgets the pictures that stood in (invalidation ${invalidated}).`;
  return `${refused === undefined ? '' : `${refused} `}CloudFront keeps the pictures that stood in for 5 minutes at most.`;
}
