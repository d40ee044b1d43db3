// A random card of the project's own templates, its texts in any script.
import { type Card, createCard, TEMPLATE_NAMES, TEMPLATES } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { type FieldInfo, fieldInfo } from '../../../card-schema/fields.ts';
import type { Template } from '../../../card-schema/template.ts';
import { LIVING_SCRIPTS } from './living-scripts.ts';
import { mixedText } from './mixed-text.ts';
import { createRandom, type Random } from './random.ts';
import type { Language } from './sentences.ts';

/** Makes, for one card, what makes its texts: each of at most so many characters. */
export type CardTexts = (random: Random) => (max: number) => string;

const DEMO_IMAGES = ['harbour', 'marit', 'jonas'].map((name) => `https://images.edgecard.test/${name}.jpg`);
/** Besides those of the living scripts and those that forms suggest: calendars, digits and regions of their own. */
const MORE_LANGUAGES = [
  'th-TH',
  'fa-IR',
  'ar-EG',
  'ar-SA',
  'ne',
  'my',
  'de-AT',
  'en-GB',
  'zh-Hant-HK',
  'sr-Latn',
  'ku',
  'yo',
  'tok',
];
const LANGUAGES = [...MORE_LANGUAGES, ...LIVING_SCRIPTS.map(({ tag }) => tag)];

/** Sentences of one language, as on most cards, or of many at once. */
export function sentenceTexts(languages: readonly Language[]): CardTexts {
  return (random) => {
    const some = random.chance(0.6) ? [random.pick(languages)] : languages;
    return (max) => textOf(random, some, max);
  };
}

/** Words of each script, with marks, emoji and symbols among them. */
export function mixedTexts(scripts: readonly (readonly string[])[]): CardTexts {
  return (random) => (max) => mixedText(random, scripts, max);
}

export function templateCard(seed: string, number: number, texts: CardTexts, images: readonly string[] = DEMO_IMAGES): Card {
  const random = createRandom(`${seed} template ${number}`);
  for (;;) {
    const template = random.pick(TEMPLATE_NAMES);
    const { fields } = TEMPLATES[template] as unknown as Template; // seen from here every template has some fields
    const text = texts(random);
    const input = Object.entries(fields).map(([name, schema]) => [name, valueFor(fieldInfo(schema), random, text, images)]);
    try {
      return createCard(template, Object.fromEntries(input) as never);
    } catch (error) {
      // A text that is cut in the middle of a character, say: another one will do.
      if (!(error instanceof CardError)) throw error;
    }
  }
}

function valueFor(about: FieldInfo, random: Random, text: (max: number) => string, images: readonly string[]): unknown {
  const { kind, min = 0, max = 1, options = [] } = about;
  if (kind === 'integer') return random.integer(min, max);
  if (kind === 'choice') return random.pick(options);
  if (kind === 'language') return random.chance(0.5) ? '' : random.pick(random.chance(0.5) ? options : LANGUAGES);
  if (kind === 'date') return `20${random.integer(10, 99)}-0${random.integer(1, 9)}-${random.integer(10, 28)}`;
  if (kind === 'image') return random.chance(0.5) ? random.pick(images) : '';
  if (kind === 'texts') return Array.from({ length: random.integer(0, max) }, () => text(30));
  return text(max);
}

function textOf(random: Random, languages: readonly Language[], max: number): string {
  const some = Array.from({ length: random.integer(1, 3) }, () => random.pick(random.pick(languages).sentences)).join(' ');
  return [...some.normalize('NFC')].slice(0, random.integer(1, max)).join('').trim() || '–';
}
