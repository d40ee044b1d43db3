import { integer } from '../fields.ts';
import { fill, wordsIn } from '../languages/fixed-words.ts';
import { SCORE_WORDS } from '../languages/score-words.ts';
import { defineTemplate } from '../template.ts';

/**
 * The language of the words on a deployment's scores: any BCP 47 tag. A path of the root template is numbers joined by hyphens,
 * so a card cannot say it: set it here, once for your site.
 */
export const SCORE_LANGUAGE = 'en';

export const score = defineTemplate({
  addressing: 'root',
  description: 'A result to share: two scores and the round they were reached in.',
  language: SCORE_LANGUAGE,
  // An example of an address that a game writes without a key. Where your rounds end at 12 and nobody scores 999, say so in the fields.
  unsignedPictures: 100_000_000,
  fields: {
    home: integer({ label: 'Home', min: 0, max: 999 }),
    away: integer({ label: 'Away', min: 0, max: 999 }),
    round: integer({ label: 'Round', min: 0, max: 99 }),
  },
  examples: {
    classic: { home: 12, away: 34, round: 10 },
    draw: { home: 7, away: 7, round: 1 },
    widest: { home: 888, away: 888, round: 88 },
    nil: { home: 0, away: 0, round: 0 },
    hundreds: { home: 104, away: 98, round: 3 },
  },
  alt(params) {
    const words = wordsIn(SCORE_WORDS, SCORE_LANGUAGE);
    const round = fill(words.round, { n: params.round });
    return `${words.home} ${params.home}, ${words.away} ${params.away}, ${round}`;
  },
});
