// What help shows as examples: cards of whatever templates there are, written as a person types them into a shell.
import { type Card, DEFAULT_CARD, templateNamed } from '../../card-schema/catalogue.ts';
import { exampleCard, inputOf, signedExample, unsignedExample } from '../../card-schema/example-card.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import { formatValues } from '../../card-schema/values.ts';

/** `score --home 12 --away 34 --round 10`: a card of a template without a signature, or else any. */
export function unsignedLine(): string {
  return lineOf(unsignedExample() ?? signedCard());
}

/** `article --title "Small teams, large ships" --author "Ada Okafor"`: a card of a template with a signature, or else any. */
export function signedLine(): string {
  return lineOf(signedCard());
}

/** The name of a template that has cards of its own, where there is one. */
export function exampleTemplate(): string {
  return signedCard().template;
}

/** What a signer makes, and the command `sign` takes. Undefined where no template has a signature. */
export function unsignedPayload(): string | undefined {
  const card = signedExample();
  return card && `${card.template}/${formatValues(card)}`;
}

/** A line of a list of cards. */
export function jsonLine(): string {
  const card = unsignedExample() ?? signedCard();
  return JSON.stringify({ template: card.template, params: inputOf(card) });
}

/** The option that gives a card an image, of the template of `signedLine`. Undefined where that has none. */
export function imageOption(): string | undefined {
  const fields = Object.entries(templateNamed(signedCard().template).fields);
  const image = fields.find(([, schema]) => fieldInfo(schema).kind === 'image')?.[0];
  return image && `--${image} https://images.app.com/a.jpg`;
}

function signedCard(): Card {
  return exampleCard('open', 'root', 'closed') ?? DEFAULT_CARD;
}

/** A card as the words after a command. */
export function lineOf(card: Card, input = inputOf(card)): string {
  const options = Object.entries(input).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `--${name} ${shellQuoted(String(one))}`),
  );
  return [card.template, ...options].join(' ');
}

/** A word as any of the usual shells takes it. */
function shellQuoted(text: string): string {
  if (/^[\w./:@%+,-]+$/.test(text)) return text;
  // In double quotes a shell would read more into these.
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
