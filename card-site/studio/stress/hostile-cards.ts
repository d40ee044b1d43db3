// Cards that a template must survive, made from its schema alone: a new template has them without anyone writing a line.
import { formatCardPath } from '../../../card-schema/card-path.ts';
import { type Card, createCard, type TemplateName, templateNamed } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { type FieldInfo, fieldInfo, isOptional } from '../../../card-schema/fields.ts';
import { isSigned } from '../../../card-schema/template.ts';
import { filled, HOSTILE_TEXTS, type HostileText } from './hostile-texts.ts';
import { type Finding, isFault } from './measure.ts';

export interface HostileCard {
  /** What is hostile about it; unique within the template. */
  readonly name: string;
  readonly card: Card;
  /** It may have letters with marks that no font has together: left out with a warning, or the card refused, which is not a fault. */
  readonly mayLackGlyphs?: true;
  /** Its images are not there: it must be drawn without them. */
  readonly lacksImages?: true;
}

/** A value for a field, or undefined to leave it out. */
type Filler = (field: Field) => unknown;

interface Field {
  readonly name: string;
  readonly info: FieldInfo;
  readonly optional: boolean;
}

/** The address of a real deployment has as many characters; which ones does not matter here. */
const SIGNATURE = 'A'.repeat(22);
const DESIGN_VERSION = '0'.repeat(12);

/**
 * Images of a host that exists in tests and in the local stack only, and has one that is not there and one that is huge. The hosts
 * of a template's own examples have neither, and are no one's to be asked for them.
 */
const DEMO_IMAGES = 'https://images.edgecard.test';

/** Finest step by which texts are shortened until they fit a path. */
const STEPS = 1000;

/** What must be mended, of all that was found on the card. */
export function faultsOf({ mayLackGlyphs, lacksImages }: HostileCard, findings: readonly Finding[]): readonly Finding[] {
  const isExpected = ({ kind }: Finding) =>
    (mayLackGlyphs && kind === 'missing glyph') || (lacksImages && kind === 'missing image');
  return findings.filter((finding) => isFault(finding) && !isExpected(finding));
}

/** Whether it shows an image of the demo host, which only a server can fetch. */
export function showsImages({ card }: HostileCard): boolean {
  return Object.values<unknown>(card.params).some((value) => typeof value === 'string' && value.startsWith(`${DEMO_IMAGES}/`));
}

/** The same list on every machine and every day. */
export function hostileCards(template: TemplateName): readonly HostileCard[] {
  const fields = fieldsOf(template);
  const has = (...kinds: readonly FieldInfo['kind'][]) => fields.some(({ info }) => kinds.includes(info.kind));
  const made = (name: string, filler: Filler): HostileCard => ({ name, card: cardOf(template, filler) });
  if (fields.length === 0) return [made('as it is', () => undefined)];

  const image = `${DEMO_IMAGES}/harbour.jpg`;
  const plain = withTexts('longest', 1 / 3);
  const texts = has('text', 'texts') ? (Object.keys(HOSTILE_TEXTS) as HostileText[]) : [];
  return [
    made('shortest', shortest),
    ...(fields.some(({ optional }) => optional) ? [made('nothing optional', (f) => (f.optional ? undefined : plain(f)))] : []),
    ...texts.flatMap((text) => {
      const lacking = text === 'zalgo' ? { mayLackGlyphs: true as const } : {};
      const without = { name: text, card: longestOnItsPath(template, text, ''), ...lacking };
      if (!has('image')) return [without];
      return [without, { name: `${text}, with images`, card: longestOnItsPath(template, text, image), ...lacking }];
    }),
    ...(texts.length === 0 ? [made('longest', longest)] : []),
    ...fields.flatMap((one) =>
      extremesOf(one).flatMap((value) => {
        const filler: Filler = (field) => {
          if (field === one) return value;
          // Else a first day as late as can be would have its last day before it.
          return one.info.kind === 'date' && field.info.kind === 'date' && field.optional ? undefined : plain(field);
        };
        // A last day before the first day would be refused.
        return isCard(template, filler) ? [made(`${one.name} ${value}`, filler)] : [];
      }),
    ),
    ...(has('image')
      ? [
          { ...made('missing image', withImages(plain, `${DEMO_IMAGES}/missing.jpg`)), lacksImages: true as const },
          made('huge image', withImages(plain, `${DEMO_IMAGES}/huge.jpg`)),
        ]
      : []),
  ];
}

function extremesOf({ info }: Field): readonly (string | number)[] {
  if (info.kind === 'choice') return info.options ?? [];
  if (info.kind === 'integer') return [info.min ?? 0, info.max ?? 0];
  // As early, as late and as wide as a day can be written.
  return info.kind === 'date' ? ['0001-01-01', '9999-12-31', '2026-09-30'] : [];
}

function shortest({ info }: Field): unknown {
  if (info.kind === 'text') return 'i';
  if (info.kind === 'texts') return ['i'];
  if (info.kind === 'integer') return info.min;
  return info.kind === 'date' ? '2026-05-01' : undefined;
}

function longest({ info }: Field): unknown {
  return info.kind === 'integer' ? info.max : info.kind === 'date' ? '2026-09-30' : undefined;
}

/** Texts of a share of their limit, everything else as long as it can be. */
function withTexts(text: HostileText, share: number): Filler {
  return (field) => {
    const { kind, max = 1 } = field.info;
    if (kind === 'text') return filled(HOSTILE_TEXTS[text], Math.max(1, Math.floor(max * share)));
    if (kind !== 'texts') return longest(field);
    const { each = 1, maxTotal = max * each } = field.info;
    const length = Math.max(1, Math.floor(each * share));
    const count = Math.min(max, Math.max(1, Math.floor((maxTotal * share) / length)));
    return Array.from({ length: count }, () => filled(HOSTILE_TEXTS[text], length));
  };
}

function withImages(filler: Filler, image: string): Filler {
  return (field) => (field.info.kind === 'image' ? image : filler(field));
}

/** The longest texts whose card still has an address: every field shortened by the same share. */
function longestOnItsPath(template: TemplateName, text: HostileText, image: string): Card {
  const at = (steps: number) => cardOf(template, withImages(withTexts(text, steps / STEPS), image));
  let fitting = 0;
  let tooLong = STEPS + 1;
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (hasPath(at(middle))) fitting = middle;
    else tooLong = middle;
  }
  return at(fitting);
}

function hasPath(card: Card): boolean {
  const signature = isSigned(templateNamed(card.template)) ? { signature: SIGNATURE } : {};
  try {
    formatCardPath({ card, designVersion: DESIGN_VERSION, ...signature });
    return true;
  } catch (error) {
    if (error instanceof CardError && error.code === 'too_long') return false;
    throw error;
  }
}

function cardOf(template: TemplateName, filler: Filler): Card {
  const values = fieldsOf(template).map((field) => [field.name, filler(field)] as const);
  return createCard(template as string, Object.fromEntries(values.filter(([, value]) => value !== undefined)));
}

function isCard(template: TemplateName, filler: Filler): boolean {
  try {
    cardOf(template, filler);
    return true;
  } catch (error) {
    if (error instanceof CardError && error.code === 'invalid_params') return false;
    throw error;
  }
}

const fieldsByTemplate = new Map<TemplateName, readonly Field[]>();

function fieldsOf(template: TemplateName): readonly Field[] {
  const fields =
    fieldsByTemplate.get(template) ??
    Object.entries(templateNamed(template).fields).map(([name, schema]) => ({
      name,
      info: fieldInfo(schema),
      optional: isOptional(schema),
    }));
  fieldsByTemplate.set(template, fields);
  return fields;
}
