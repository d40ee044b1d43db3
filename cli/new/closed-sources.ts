// A template of numbers and choices.
import { constantOf } from './constant-of.ts';
import type { Sources } from './new-template.ts';
import { TILES } from './style-source.ts';

/** Days, points, wins and crossings: to begin with; a template of yours counts other things. */
const UNITS_BY_LANGUAGE = [
  ['en', 'Days', 'Points', 'Wins', 'Crossings'],
  ['ar', 'أيام', 'نقاط', 'انتصارات', 'رحلات'],
  ['de', 'Tage', 'Punkte', 'Siege', 'Überfahrten'],
  ['es', 'Días', 'Puntos', 'Victorias', 'Travesías'],
  ['fr', 'Jours', 'Points', 'Victoires', 'Traversées'],
  ['hi', 'दिन', 'अंक', 'जीत', 'यात्राएँ'],
  ['it', 'Giorni', 'Punti', 'Vittorie', 'Traversate'],
  ['ja', '日数', 'ポイント', '勝利', '航海'],
  ['ko', '일수', '점수', '승리', '항해'],
  ['pt', 'Dias', 'Pontos', 'Vitórias', 'Travessias'],
  ['ru', 'Дни', 'Очки', 'Победы', 'Рейсы'],
  ['tr', 'Gün', 'Puan', 'Galibiyet', 'Sefer'],
  ['zh', '天数', '积分', '胜场', '航次'],
] as const;

const LANGUAGES = UNITS_BY_LANGUAGE.map(([language]) => language);

function unitsOf(units: readonly string[]): string {
  return ['days', 'points', 'wins', 'crossings'].map((unit, at) => `${unit}: '${units[at]}'`).join(', ');
}

export const CLOSED: Sources = {
  schema: ({ name }) => `import { wordsIn } from '../languages/fixed-words.ts';
import { ${constantOf(name)} } from '../languages/${name}-words.ts';
import { choice, integer } from '../fields.ts';
import { defineTemplate } from '../template.ts';

export const ${name} = defineTemplate({
  addressing: 'closed',
  about: 'A number to be proud of, and what was counted.',
  // Whole numbers and choices only: the pictures are then so few that their addresses need no signature.
  fields: {
    count: integer({ label: 'Count', min: 0, max: 9999 }),
    unit: choice({ label: 'What was counted', options: ['days', 'points', 'wins', 'crossings'] }),
    theme: choice({ label: 'Theme', options: ['sun', 'night', 'mint'] }),
    // Tags without a hyphen, which separates values in these addresses. Each one multiplies the pictures that there can be.
    language: choice({ label: 'Language', options: [${LANGUAGES.map((language) => `'${language}'`).join(', ')}] }),
  },
  examples: {
    plain: { count: 128 },
    night: { count: 7, unit: 'wins', theme: 'night' },
    mint: { count: 42, unit: 'points', theme: 'mint' },
    widest: { count: 8888, unit: 'crossings' },
    arabic: { count: 128, unit: 'days', language: 'ar' },
    japanese: { count: 42, unit: 'wins', theme: 'mint', language: 'ja' },
  },
  alt: ({ count, unit, language }) => \`\${wordsIn(${constantOf(name)}, language)[unit]}: \${count}\`,
});
`,
  words: ({ name, component }) => `// The fixed words of \`${name}\`, by language: headings, so that no number changes them.
import type { Dictionary } from './fixed-words.ts';

export interface ${component}Words {
  readonly days: string;
  readonly points: string;
  readonly wins: string;
  readonly crossings: string;
}

export const ${constantOf(name)}: Dictionary<${component}Words> = {
${UNITS_BY_LANGUAGE.map(([language, ...units]) => `  ${language}: { ${unitsOf(units)} },`).join('\n')}
};
`,
  body: ({ name, component }) => `import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { intlLocales, wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { ${constantOf(name)} } from '../../../../card-schema/languages/${name}-words.ts';
import { FitText } from '../../fit-text.tsx';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './${name}.css';

export function ${component}({ count, unit, theme, language }: CardParams<'${name}'>) {
  const number = new Intl.NumberFormat([...intlLocales(language)], { useGrouping: false }).format(count);
  return (
    <article className="${name}-card" data-theme={theme}>
      <div className="copy">
        <FitText className="count" max={340} min={160} lines={1}>
          {number}
        </FitText>
        <FitText className="unit" max={72} min={40} lines={1}>
          {wordsIn(${constantOf(name)}, language)[unit]}
        </FitText>
      </div>
      ${TILES}
    </article>
  );
}
`,
  style: `  & .count {
    flex: 1;
    justify-content: center;
    font-family: "Bricolage Grotesque Variable", var(--sans);
    font-weight: 800;
    font-variant-numeric: lining-nums;
    line-height: 1;
    letter-spacing: -0.02em;
  }

  & .unit {
    color: var(--accent);
    font-family: "Bricolage Grotesque Variable", var(--sans);
    font-weight: 700;
    line-height: 1.2;
    letter-spacing: -0.015em;
  }
`,
};
