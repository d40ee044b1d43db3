// Every example of every template, as this project's own code writes its tags: what each consumer must give as well.
import { type CardUrlOptions, ogTags } from '../../card-schema/card-url.ts';
import { TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';

export const OPTIONS = {
  origin: 'https://social.app.example',
  signingKey: 'a-key-of-the-package-tests',
} satisfies CardUrlOptions;

const EXAMPLES = TEMPLATE_NAMES.flatMap((template) =>
  Object.values(TEMPLATES[template].examples).map((input) => ({ template, input })),
);

/** What the consumers read: `cards.json` in their folder. */
export const CARDS_JSON = JSON.stringify({ cards: EXAMPLES, options: OPTIONS });

/** The package has the design versions built in; here they are handed over. */
export async function expectedTags(): Promise<readonly string[]> {
  const options = { ...OPTIONS, designVersions: await designVersions() };
  return Promise.all(EXAMPLES.map(({ template, input }) => ogTags(template, input as never, options)));
}

/** For runtimes that bring an Intl of their own: its releases do not agree on the width of the spaces in a range of days. */
export function withPlainSpaces(tags: readonly string[]): readonly string[] {
  return tags.map((text) => text.replace(/[\u2009\u202f]/g, ' '));
}
