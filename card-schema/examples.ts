import { type Card, createCard, TEMPLATES, type TemplateName } from './catalogue.ts';

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
    card: createCard(template as TemplateName, input as never),
  })),
);
