// Lists of cards, as people and publishers write them: one card per line.
import { parseCardAddress } from '../../../card-schema/card-address.ts';
import { formatCardPath, verifyCardPath } from '../../../card-schema/card-path.ts';
import { type Card, createCard, templateNamed } from '../../../card-schema/catalogue.ts';
import { CardError, quotingError } from '../../../card-schema/errors.ts';
import { examplePath } from '../../../card-schema/example-card.ts';
import { isSigned } from '../../../card-schema/template.ts';

/** Empty lines and lines that begin with `#` hold no card. */
export function holdsCard(text: string): boolean {
  return !/^\s*(#|$)/.test(text);
}

/**
 * Reads `{"template": …, "params": …}`, or a public path or address, whose signature must be right: a picture that no address
 * leads to would be drawn for nothing. Throws CardError.
 */
export async function parseCardLine(text: string, signingKeys: readonly string[]): Promise<Card> {
  const card = await readCard(text.trim(), signingKeys);
  refuseLostCharacters(card);
  return card;
}

async function readCard(line: string, signingKeys: readonly string[]): Promise<Card> {
  if (line.startsWith('{')) return parseCardJson(line);
  const address = parseCardAddress(line);
  if (address) return verifyCardPath(address.path, signingKeys);
  throw quotingError(
    'not_a_card',
    (quote) => `A line must be {"template": …, "params": …} or a path such as ${examplePath()}; got ${quote(line)}.`,
  );
}

function parseCardJson(line: string): Card {
  const { template, params = {}, ...others } = readObject(line);
  const [unknownMember] = Object.keys(others);
  if (unknownMember !== undefined) {
    throw quotingError(
      'not_a_card',
      (quote) => `A card has "template" and "params" and nothing else; got ${quote(unknownMember)}.`,
    );
  }
  if (typeof template !== 'string')
    throw quotingError('not_a_card', (quote) => `"template" must be a text; got ${quote(template ?? null)}.`);
  const card = createCard(template, params);
  refuseWithoutAddress(card);
  return card;
}

/**
 * U+FFFD stands where a former conversion has lost a character: the card would say something else for a year. Whoever means the
 * sign itself has the card drawn by asking for its address.
 */
function refuseLostCharacters({ params }: Card): void {
  const [field] = Object.entries(params).find(([, value]) => JSON.stringify(value).includes('\ufffd')) ?? [];
  if (field === undefined) return;
  throw new CardError(
    'invalid_params',
    `"${field}" holds U+FFFD (\ufffd), which stands for a character that a conversion has lost: correct the text where it comes from.`,
  );
}

/** A card whose address would be too long for anyone to ask for it. */
function refuseWithoutAddress(card: Card): void {
  const signed = isSigned(templateNamed(card.template));
  formatCardPath({ card, ...(signed ? { signature: ANY_SIGNATURE } : {}) });
}

/** For the length alone. */
const ANY_SIGNATURE = '-'.repeat(22);

function readObject(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>; // it begins with a brace
  } catch (cause) {
    throw quotingError('not_a_card', (quote) => `The line is not JSON: ${quote(line)}.`, { cause });
  }
}
