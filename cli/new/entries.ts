// The two files that name every template, and what they say of one.
import type { Entry } from './register.ts';
import { componentName } from './template-name.ts';

export const CATALOGUE = 'card-schema/catalogue.ts';
export const COMPONENTS = 'card-site/src/cards/templates.tsx';

/** The component before the schema: a server that follows the sources never finds a template that nothing draws. */
export function entriesOf(name: string): readonly [components: Entry, catalogue: Entry] {
  const component = componentName(name);
  return [
    {
      file: COMPONENTS,
      constant: 'COMPONENTS',
      imported: component,
      from: `./${name}/${component}.tsx`,
      property: `${name}: ${component}`,
    },
    { file: CATALOGUE, constant: 'TEMPLATES', imported: name, from: `./templates/${name}.ts`, property: name },
  ];
}
