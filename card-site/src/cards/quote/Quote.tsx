import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { QUOTATION_MARKS } from '../../../../card-schema/languages/quotation-marks.ts';
import { FitText } from '../../fit-text.tsx';
import '@fontsource-variable/source-serif-4/opsz.css';
import './quote.css';

export function Quote({ words, speaker, role, theme, portrait, language }: CardParams<'quote'>) {
  const [mark] = wordsIn(QUOTATION_MARKS, language);
  return (
    <article className="quote-card" data-theme={theme} data-mark={mark}>
      <div className="copy">
        <FitText as="blockquote" className="words" max={portrait ? 61 : 132} min={portrait ? 32 : 36} lines={portrait ? 9 : 8}>
          {words}
        </FitText>
        <div className="rule" />
        <div className="source">
          <FitText className="speaker" max={32} min={22} lines={1}>
            {speaker}
          </FitText>
          {role && (
            <FitText className="role" max={26} min={20} lines={1}>
              {role}
            </FitText>
          )}
        </div>
      </div>
      {portrait && <img className="portrait" src={portrait} alt="" decoding="sync" />}
    </article>
  );
}
