import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { fill, intlLocales, wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { SCORE_WORDS } from '../../../../card-schema/languages/score-words.ts';
import { SCORE_LANGUAGE } from '../../../../card-schema/templates/score.ts';
import { FitText } from '../../fit-text.tsx';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './score.css';

const WORDS = wordsIn(SCORE_WORDS, SCORE_LANGUAGE);
const NUMBERS = new Intl.NumberFormat([...intlLocales(SCORE_LANGUAGE)], { useGrouping: false });

export function Score({ home, away, round }: CardParams<'score'>) {
  const size = Math.max(home, away) > 99 ? 272 : 448;
  return (
    <article className="score-card">
      <Side name={WORDS.home} points={home} size={size} ahead={home >= away} />
      <Side name={WORDS.away} points={away} size={size} ahead={away >= home} />
      <FitText className="round" max={32} min={20} lines={1}>
        {fill(WORDS.round, { n: NUMBERS.format(round) })}
      </FitText>
    </article>
  );
}

interface SideProps {
  readonly name: string;
  readonly points: number;
  /** Of the digits, the same on both sides. */
  readonly size: number;
  readonly ahead: boolean;
}

function Side({ name, points, size, ahead }: SideProps) {
  return (
    <section className="side" data-ahead={ahead}>
      <FitText className="name" max={40} min={24} lines={1}>
        {name}
      </FitText>
      <FitText className="points" max={size} min={200} lines={1}>
        {NUMBERS.format(points)}
      </FitText>
    </section>
  );
}
