import { knownTemplate, ogTags } from '@edgecard/card-schema';
import { cards, options } from './cards.json' with { type: 'json' };

export function exampleTags(): Promise<string[]> {
  return Promise.all(cards.map(({ template, input }) => ogTags(knownTemplate(template), input as never, options)));
}
