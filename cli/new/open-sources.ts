// A template of free texts.
import { constantOf } from './constant-of.ts';
import type { Sources } from './new-template.ts';
import { TILES } from './style-source.ts';

const FIELDS_NOTE =
  '// Kinds of field: text, texts, choice, integer, date, image and language; card-schema/fields.ts says what each takes.';

/** To begin with; a template of yours has others. */
const NEW_BY_LANGUAGE = [
  ['en', 'New'],
  ['ar', 'جديد'],
  ['bg', 'Ново'],
  ['bn', 'নতুন'],
  ['cs', 'Novinka'],
  ['da', 'Nyt'],
  ['de', 'Neu'],
  ['el', 'Νέο'],
  ['es', 'Novedad'],
  ['et', 'Uus'],
  ['fa', 'تازه'],
  ['fi', 'Uutta'],
  ['fr', 'Nouveau'],
  ['he', 'חדש'],
  ['hi', 'नया'],
  ['hr', 'Novo'],
  ['hu', 'Újdonság'],
  ['id', 'Baru'],
  ['it', 'Novità'],
  ['ja', '新着'],
  ['ko', '새 소식'],
  ['lt', 'Nauja'],
  ['lv', 'Jaunums'],
  ['nb', 'Nytt'],
  ['nl', 'Nieuw'],
  ['pl', 'Nowość'],
  ['pt', 'Novidade'],
  ['ro', 'Nou'],
  ['ru', 'Новинка'],
  ['sk', 'Novinka'],
  ['sl', 'Novo'],
  ['sr', 'Ново'],
  ['sr-Latn', 'Novo'],
  ['sv', 'Nytt'],
  ['sw', 'Mpya'],
  ['ta', 'புதியது'],
  ['th', 'ใหม่'],
  ['tr', 'Yeni'],
  ['uk', 'Новинка'],
  ['ur', 'نیا'],
  ['vi', 'Mới'],
  ['zh-Hans', '最新'],
  ['zh-Hant', '最新'],
] as const;

export const OPEN: Sources = {
  schema: ({ name }) => `import { wordsIn } from '../languages/fixed-words.ts';
import { ${constantOf(name)} } from '../languages/${name}-words.ts';
import { languageOfTexts } from '../languages/text-language.ts';
import { choice, language, text } from '../fields.ts';
import { defineTemplate } from '../template.ts';

export const ${name} = defineTemplate({
  addressing: 'open',
  about: 'A headline with a label above it and a note below.',
  ${FIELDS_NOTE}
  fields: {
    title: text({ label: 'Title', max: 90 }),
    // Empty for the word of the card's language: whatever a card says of its own accord can be said otherwise.
    label: text({ label: 'Label, if not “New”', max: 30, initial: '' }),
    note: text({ label: 'Note', max: 120, initial: '' }),
    theme: choice({ label: 'Theme', options: ['sun', 'night', 'mint'] }),
    language: language(),
  },
  examples: {
    plain: { title: 'Bring a friend, sail for free', label: 'This spring', note: 'Two tickets for one on every crossing until June' },
    night: { title: 'Late boats are back', note: 'Fridays and Saturdays, from the old pier', theme: 'night' },
    mint: { title: 'Hello!', label: 'Been here before?', theme: 'mint' },
    japanese: { title: '夜の船が戻ってきました', note: '金曜と土曜、旧桟橋から', language: 'ja' },
    arabic: { title: 'عادت قوارب المساء', note: 'الجمعة والسبت من الرصيف القديم', theme: 'night', language: 'ar' },
    longest: {
      title: 'Everything that you wanted to know about the timetable and never dared to ask the ferryman',
      label: 'Questions and long answers',
      note: 'With a map of all piers, the tides of the whole summer and a word on bicycles, dogs and double basses on board',
    },
  },
  alt({ title, label, note, language }) {
    const words = wordsIn(${constantOf(name)}, language || languageOfTexts([title]));
    return [label || words.label, title, note].filter((text) => text !== '').join(' – ');
  },
});
`,
  words: ({
    name,
    component,
  }) => `// The fixed words of \`${name}\`, by language. A language that is not here has those of one near it, else English.
import type { Dictionary } from './fixed-words.ts';

export interface ${component}Words {
  /** Above the title. */
  readonly label: string;
}

export const ${constantOf(name)}: Dictionary<${component}Words> = {
${NEW_BY_LANGUAGE.map(([language, label]) => `  '${language}': { label: '${label}' },`).join('\n')}
};
`,
  body: ({ name, component }) => `import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { ${constantOf(name)} } from '../../../../card-schema/languages/${name}-words.ts';
import { FitText } from '../../fit-text.tsx';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './${name}.css';

export function ${component}({ title, label, note, theme, language }: CardParams<'${name}'>) {
  const words = wordsIn(${constantOf(name)}, language); // never empty here: where nobody has said it, it is that of the texts
  return (
    <article className="${name}-card" data-theme={theme}>
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
      ${TILES}
    </article>
  );
}
`,
  style: `  & .label {
    color: var(--accent);
    font-weight: 620;
    line-height: 1.2;
  }

  & .title {
    flex: 1;
    justify-content: flex-end;
    font-family: "Bricolage Grotesque Variable", var(--sans);
    font-weight: 750;
    line-height: 1.02;
    letter-spacing: -0.02em;
  }

  & .note {
    color: var(--muted);
    font-weight: 500;
    line-height: 1.32;
  }
`,
};
