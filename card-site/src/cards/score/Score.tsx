import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { FitText } from '../../fit-text.tsx';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './score.css';

export function Score({ home, away, round }: CardParams<'score'>) {
  return (
    <article className="score-card">
      <Side name="Home" points={home} ahead={home >= away} />
      <Side name="Away" points={away} ahead={away >= home} />
      <FitText className="round" max={32} min={24} lines={1}>
        {`Round ${round}`}
      </FitText>
    </article>
  );
}

function Side({ name, points, ahead }: { readonly name: string; readonly points: number; readonly ahead: boolean }) {
  return (
    <section className="side" data-ahead={ahead}>
      <div className="name">{name}</div>
      <FitText className="points" max={448} min={200} lines={1}>
        {String(points)}
      </FitText>
    </section>
  );
}
