// Cards that nobody has asked for yet, of whatever templates there are: a picture that comes from a cache proves nothing.
import { randomInt, randomUUID } from 'node:crypto';
import { type Card, createCard, DEFAULT_CARD, TEMPLATES, templateNamed } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { inputOf, plainCardOf } from '../../../card-schema/example-card.ts';
import { fieldInfo } from '../../../card-schema/fields.ts';
import { isSigned, type Template } from '../../../card-schema/template.ts';

/** With fewer pictures, one of them at random may have been drawn before. */
const MIN_CARDS = 10_000;
const MAX_TRIES = 200;

/** A card at random of the unsigned template with the most, or the signed one. Undefined where no template has enough. */
export function randomCard(kind: 'unsigned' | 'signed'): Card | undefined {
  const names = Object.keys(TEMPLATES).filter(
    (name) => name !== DEFAULT_CARD.template && isSigned(templateNamed(name)) === (kind === 'signed'),
  );
  const sized = names.map((name) => ({ name, cards: cardsOf(templateNamed(name)) })).sort((a, b) => b.cards - a.cards);
  for (const { name, cards } of sized) {
    if (cards < MIN_CARDS) return undefined;
    const card = randomOf(name);
    if (card) return card;
  }
  return undefined;
}

/** How many differ by the fields that are set at random here. A template's own check may leave fewer. */
function cardsOf({ fields }: Template): number {
  return Object.values(fields).reduce((product, schema) => {
    const { kind, min = 0, max = 0, options = [] } = fieldInfo(schema);
    if (kind === 'integer') return product * (max - min + 1);
    if (kind === 'choice') return product * options.length;
    return kind === 'text' && max >= MIN_TEXT_CHARACTERS ? product * MIN_CARDS : product;
  }, 1);
}

/** Of the text that is set at random: eight hexadecimal digits. */
const MIN_TEXT_CHARACTERS = 8;

function randomOf(name: string): Card | undefined {
  const plain = plainCardOf(name);
  if (!plain) return undefined;
  const { fields } = templateNamed(name);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const changed = Object.entries(fields).flatMap(([field, schema]) => {
      const value = randomValue(fieldInfo(schema));
      return value === undefined ? [] : [[field, value] as const];
    });
    try {
      return createCard(name, { ...inputOf(plain), ...Object.fromEntries(changed) });
    } catch (error) {
      // A template may refuse what its fields allow each by itself: the next one.
      if (!(error instanceof CardError)) throw error;
    }
  }
  return undefined;
}

function randomValue({ kind, min = 0, max = 0, options = [] }: ReturnType<typeof fieldInfo>): number | string | undefined {
  if (kind === 'integer') return randomInt(min, max + 1);
  if (kind === 'choice') return options[randomInt(options.length)];
  return kind === 'text' && max >= MIN_TEXT_CHARACTERS ? randomUUID().slice(0, MIN_TEXT_CHARACTERS) : undefined;
}
