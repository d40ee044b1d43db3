// What a new template's own files say: a card that looks well as it is, in every language, and shows where to go on from.
import { CLOSED } from './closed-sources.ts';
import type { NewTemplate } from './new-template.ts';
import { OPEN } from './open-sources.ts';
import { styleOf } from './style-source.ts';

export const schemaFile = (name: string) => `card-schema/templates/${name}.ts`;
export const wordsFile = (name: string) => `card-schema/languages/${name}-words.ts`;
export const componentFolder = (name: string) => `card-site/src/cards/${name}`;

/** The files of a new template by their path, before they are formatted. */
export function sourcesOf(template: NewTemplate): readonly (readonly [path: string, source: string])[] {
  const { name, component, addressing } = template;
  const folder = componentFolder(name);
  const { schema, words, body, style } = { open: OPEN, closed: CLOSED }[addressing];
  return [
    [schemaFile(name), schema(template)],
    [wordsFile(name), words(template)],
    [`${folder}/${component}.tsx`, body(template)],
    [`${folder}/${name}.css`, styleOf(name, style)],
  ];
}
