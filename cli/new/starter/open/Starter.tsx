import { wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { FitText } from '../../../../card-site/src/fit-text.tsx';
import type { CardParams } from './card-params.ts';
import { STARTER_WORDS } from './starter-words.ts';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './starter.css';

export function Starter({ title, label, note, theme, language }: CardParams<'starter'>) {
  const words = wordsIn(STARTER_WORDS, language); // never empty here: where nobody has said it, it is that of the texts
  return (
    <article className="starter-card" data-theme={theme}>
      <div className="copy">
        <FitText className="label" max={30} min={20} lines={1}>
          {label || words.label}
        </FitText>
        <FitText as="h1" className="title" max={140} min={44} lines={5}>
          {title}
        </FitText>
        {note && (
          <FitText className="note" max={33} min={22} lines={3}>
            {note}
          </FitText>
        )}
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
