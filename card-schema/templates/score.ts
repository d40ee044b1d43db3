import { integer } from '../fields.ts';
import { defineTemplate } from '../template.ts';

export const score = defineTemplate({
  addressing: 'root',
  about: 'A result to share: two scores and the round they were reached in.',
  fields: {
    home: integer({ label: 'Home', min: 0, max: 99 }),
    away: integer({ label: 'Away', min: 0, max: 99 }),
    round: integer({ label: 'Round', min: 0, max: 99 }),
  },
  examples: {
    classic: { home: 12, away: 34, round: 10 },
    draw: { home: 7, away: 7, round: 1 },
    widest: { home: 88, away: 88, round: 88 },
    nil: { home: 0, away: 0, round: 0 },
  },
  alt: ({ home, away, round }) => `Score: home ${home}, away ${away}, round ${round}`,
});
