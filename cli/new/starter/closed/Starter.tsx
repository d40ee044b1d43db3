import { intlLocales, wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { FitText } from '../../../../card-site/src/fit-text.tsx';
import type { CardParams } from './card-params.ts';
import { STARTER_WORDS } from './starter-words.ts';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './starter.css';

export function Starter({ count, unit, theme, language }: CardParams<'starter'>) {
  const number = new Intl.NumberFormat([...intlLocales(language)], { useGrouping: false }).format(count);
  return (
    <article className="starter-card" data-theme={theme}>
      <div className="copy">
        <FitText className="count" max={340} min={160} lines={1}>
          {number}
        </FitText>
        <FitText className="unit" max={72} min={40} lines={1}>
          {wordsIn(STARTER_WORDS, language)[unit]}
        </FitText>
      </div>
      <div className="tiles">
        <span />
        <span />
        <span />
        <span />
        <span />
        <span />
      </div>
    </article>
  );
}
