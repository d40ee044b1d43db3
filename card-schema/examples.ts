import { type Card, createCard, TEMPLATES, type TemplateName } from './catalogue.ts';
import { CardError } from './errors.ts';

export interface Example {
  readonly template: TemplateName;
  readonly name: string;
  readonly card: Card;
}

/** Every example of every template. */
export const EXAMPLES: readonly Example[] = Object.entries(TEMPLATES).flatMap(([template, { examples }]) =>
  Object.entries(examples).map(([name, input]) => ({
    template: template as TemplateName,
    name,
    card: cardOf(template, name, input),
  })),
);

/** For those who change a field: which example no longer fits it. */
function cardOf(template: string, name: string, input: unknown): Card {
  try {
    return createCard(template, input);
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    throw new CardError(error.code, `${template}: its example ${name} is not a card: ${error.message}`, { cause: error });
  }
}
