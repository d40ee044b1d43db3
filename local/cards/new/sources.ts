// What a new template's own files say: a card that looks well as it is, and shows where to go on from.

export interface NewTemplate {
  /** As in addresses: `promo`. */
  readonly name: string;
  /** Its component: `Promo`. */
  readonly component: string;
  readonly addressing: 'open' | 'closed';
}

export const schemaFile = (name: string) => `card-schema/templates/${name}.ts`;
export const componentFolder = (name: string) => `card-site/src/cards/${name}`;

/** The files of a new template by their path, before they are formatted. */
export function sourcesOf(template: NewTemplate): readonly (readonly [path: string, source: string])[] {
  const { name, component, addressing } = template;
  const folder = componentFolder(name);
  const { schema, body, style } = { open: OPEN, closed: CLOSED }[addressing];
  return [
    [schemaFile(name), schema(template)],
    [`${folder}/${component}.tsx`, body(template)],
    [`${folder}/${name}.css`, styleOf(name, style)],
  ];
}

interface Sources {
  readonly schema: (template: NewTemplate) => string;
  readonly body: (template: NewTemplate) => string;
  /** The rules of its texts; see styleOf. */
  readonly style: string;
}

const FIELDS_NOTE =
  '// Kinds of field: text, texts, choice, integer, date, image and language; card-schema/fields.ts tells what each takes.';

const OPEN: Sources = {
  schema: ({ name }) => `import { choice, language, text } from '../fields.ts';
import { defineTemplate } from '../template.ts';

export const ${name} = defineTemplate({
  addressing: 'open',
  about: 'A headline with a label above it and a note below.',
  ${FIELDS_NOTE}
  fields: {
    title: text({ label: 'Title', max: 90 }),
    label: text({ label: 'Label', max: 30, initial: '' }),
    note: text({ label: 'Note', max: 120, initial: '' }),
    theme: choice({ label: 'Theme', options: ['sun', 'night', 'mint'] }),
    language: language(),
  },
  examples: {
    plain: { title: 'Bring a friend, sail for free', label: 'This spring', note: 'Two tickets for one on every crossing until June' },
    night: { title: 'Late boats are back', note: 'Fridays and Saturdays, from the old pier', theme: 'night' },
    mint: { title: 'Hello!', label: 'New here?', theme: 'mint' },
    longest: {
      title: 'Everything that you wanted to know about the timetable and never dared to ask the ferryman',
      label: 'Questions and long answers',
      note: 'With a map of all piers, the tides of the whole summer and a word on bicycles, dogs and double basses on board',
    },
  },
  alt: ({ title, note }) => (note ? \`\${title}. \${note}\` : title),
});
`,
  body: ({ name, component }) => `import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { FitText } from '../../fit-text.tsx';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './${name}.css';

export function ${component}({ title, label, note, theme }: CardParams<'${name}'>) {
  return (
    <article className="${name}-card" data-theme={theme}>
      <div className="copy">
        {label && (
          <FitText className="label" max={30} min={20} lines={1}>
            {label}
          </FitText>
        )}
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

const CLOSED: Sources = {
  schema: ({ name }) => `import { choice, integer } from '../fields.ts';
import { defineTemplate } from '../template.ts';

export const ${name} = defineTemplate({
  addressing: 'closed',
  about: 'A number to be proud of, and what was counted.',
  // Whole numbers and choices only: the pictures are then so few that their addresses need no signature.
  fields: {
    count: integer({ label: 'Count', min: 0, max: 9999 }),
    unit: choice({ label: 'What was counted', options: ['days', 'points', 'wins', 'crossings'] }),
    theme: choice({ label: 'Theme', options: ['sun', 'night', 'mint'] }),
  },
  examples: {
    plain: { count: 128 },
    night: { count: 7, unit: 'wins', theme: 'night' },
    mint: { count: 42, unit: 'points', theme: 'mint' },
    widest: { count: 8888, unit: 'crossings' },
  },
  alt: ({ count, unit }) => \`\${count} \${unit}\`,
});
`,
  body: ({ name, component }) => `import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { FitText } from '../../fit-text.tsx';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './${name}.css';

export function ${component}({ count, unit, theme }: CardParams<'${name}'>) {
  return (
    <article className="${name}-card" data-theme={theme}>
      <div className="copy">
        <FitText className="count" max={400} min={200} lines={1}>
          {String(count)}
        </FitText>
        <FitText className="unit" max={72} min={40} lines={1}>
          {unit}
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

const TILES = `<div className="tiles">
        <span />
        <span />
        <span />
        <span />
        <span />
        <span />
      </div>`;

/** Colours, places and ornament, which both kinds share; `.copy` is a column that the texts stand in. */
function styleOf(name: string, texts: string): string {
  return `.${name}-card {
  --paper: #fff4df;
  --ink: #2a1a10;
  --muted: #6d5848;
  --accent: #b83a12;
  --tile: #ffc23d;
  --other: #f0652f;
  --dot: #2a1a10;

  display: flex;
  height: 630px;
  background: var(--paper);
  color: var(--ink);

  &[data-theme="night"] {
    --paper: #161a3a;
    --ink: #f6f3ea;
    --muted: #b9bde0;
    --accent: #ffc857;
    --tile: #4a55c8;
    --other: #ffc857;
    --dot: #f6f3ea;
  }

  &[data-theme="mint"] {
    --paper: #dff3e7;
    --ink: #0f2f2a;
    --muted: #3f5f57;
    --accent: #0b6b57;
    --tile: #13806a;
    --other: #f4a259;
    --dot: #0f2f2a;
  }

  & .copy {
    flex: 1;
    min-width: 0;
    display: flex;
    flex-direction: column;
    gap: 52px;
    padding-block: 76px;
    padding-inline: 72px 64px;
  }

${texts}
  /* Squares of 210 pixels, three to the card's height. They stay in order where a card is read from the right. */
  & .tiles {
    direction: ltr;
    flex: none;
    display: grid;
    grid-template: repeat(3, 210px) / repeat(2, 210px);
  }

  & .tiles span:nth-child(1) {
    border-top-left-radius: 100%;
    background: var(--tile);
  }

  & .tiles span:nth-child(2) {
    background: radial-gradient(circle, var(--paper) 52px, transparent 53px) var(--other);
  }

  & .tiles span:nth-child(3) {
    background: radial-gradient(circle, var(--dot) 70px, transparent 71px);
  }

  & .tiles span:nth-child(4) {
    border-bottom-right-radius: 100%;
    background: var(--tile);
  }

  & .tiles span:nth-child(5) {
    border-top-right-radius: 100%;
    background: var(--other);
  }

  & .tiles span:nth-child(6) {
    border-top-left-radius: 100%;
    background: var(--dot);
  }
}
`;
}
