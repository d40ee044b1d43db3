// What types cannot say of the catalogue: whether each card has one address, and each example is a card.
import { formatCardPath, parseCardPath } from '../../card-schema/card-path.ts';
import { type Card, createCard, TEMPLATES, templateNamed } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import { isSigned, type Template } from '../../card-schema/template.ts';
import { picturePathsSource } from '../../card-site/bundle/picture-paths.ts';
import { listed } from '../../cli/terminal/plural.ts';
import { MAX_FUNCTION_BYTES } from '../../local/cloudfront/cloudfront-function.ts';
import { longestCardProblems } from './longest-cards.ts';
import { pictureProblems } from './picture-problems.ts';

type Templates = Readonly<Record<string, Template>>;

const OURS = TEMPLATES as unknown as Templates; // seen from here each has some fields
/** For the shape of an address alone. */
const ANY_SIGNATURE = 'A'.repeat(22);
const ANY_VERSION = '0'.repeat(12);

export function templateCount(): number {
  return Object.keys(OURS).length;
}

/** A sentence for each problem. */
export function templateProblems(): readonly string[] {
  const own = Object.entries(OURS).flatMap(([name, template]) => ownProblems(name, template));
  return [...rootProblems(OURS), ...own, ...(own.length > 0 ? [] : sizeProblems()), ...longestCardProblems()];
}

/** What is wrong with a template whatever the others are: the first kind alone, from which others often follow. */
export function ownProblems(name: string, template: Template): readonly string[] {
  const kinds = [kindProblems, choiceProblems, pictureProblems, exampleProblems];
  return kinds.map((problemsOf) => problemsOf(name, template)).find((problems) => problems.length > 0) ?? [];
}

/** Templates whose paths have no folder, so that one could be taken for another. */
export function rootProblems(templates: Readonly<Record<string, Pick<Template, 'addressing'>>>): readonly string[] {
  const names = Object.keys(templates).filter((name) => templates[name]?.addressing === 'root');
  if (names.length < 2) return [];
  return [`${listed(names)} have addressing 'root', and only one template can have it: make the others 'closed'.`];
}

/** Kinds of field that the addresses of a template cannot hold. */
export function kindProblems(
  name: string,
  { addressing, signed, fields }: Pick<Template, 'addressing' | 'signed' | 'fields'>,
): readonly string[] {
  const entries = Object.entries(fields);
  if (signed === true && addressing === 'fixed')
    return [`${name}: it is one picture, and stands in for others: remove signed: true, which is for 'root' and 'closed'.`];
  if (signed === false && addressing === 'open')
    return [`${name}: the addresses of an 'open' template are always signed: remove signed: false.`];
  if (addressing === 'open') return [];
  if (addressing === 'fixed')
    return entries.length === 0
      ? []
      : [`${name}: addressing 'fixed' is for a template without fields; make it 'open' or 'closed'.`];
  if (entries.length === 0) return [`${name}: a template without fields has addressing 'fixed', not '${addressing}'.`];
  return entries.flatMap(([field, schema]) => {
    const { kind } = fieldInfo(schema);
    if (kind === 'integer' || kind === 'choice') return [];
    return [
      `${name}: ${field} is a ${kind}, which an address without a signature cannot hold; make it 'open', not '${addressing}'.`,
    ];
  });
}

function exampleProblems(name: string, { examples }: Template): readonly string[] {
  const entries = Object.entries(examples);
  if (entries.length === 0) return [`${name}: it has no example; give one at least, for tests, the studio and the help.`];
  return entries.flatMap(([example, input]) => {
    const problem = problemOf(name, input);
    return problem === undefined ? [] : [`${name}: its example ${example} is not a card: ${problem}`];
  });
}

/** Words that an address without a signature cannot hold, such as `half-time`, whose hyphen separates values. */
export function choiceProblems(name: string, { addressing, fields }: Pick<Template, 'addressing' | 'fields'>): readonly string[] {
  if (addressing === 'open') return [];
  return Object.entries(fields).flatMap(([field, schema]) => {
    const { options = [] } = fieldInfo(schema);
    // As card-path.ts and values.ts read a path: digits alone are a number.
    const wrong = options.filter((option) => !/^[A-Za-z0-9_]+$/.test(option) || /^[0-9]+$/.test(option));
    return wrong.length === 0
      ? []
      : [
          `${name}: no address can hold ${listed(wrong)} as ${field}; there a word is of letters and digits, and not of digits alone.`,
        ];
  });
}

/** Why a card of this input has no address that leads back to it. */
function problemOf(name: string, input: unknown): string | undefined {
  try {
    const card = createCard(name, input);
    return leadsBack(card) ? undefined : 'its address is that of another card.';
  } catch (error) {
    if (error instanceof CardError) return error.message;
    throw error;
  }
}

function leadsBack(card: Card): boolean {
  const signature = isSigned(templateNamed(card.template)) ? { signature: ANY_SIGNATURE } : {};
  const { card: read } = parseCardPath(formatCardPath({ card, ...signature }));
  return JSON.stringify(read) === JSON.stringify(card);
}

/** The function in front of the pictures' cache holds every template. */
function sizeProblems(): readonly string[] {
  const versions = Object.fromEntries(Object.keys(OURS).map((name) => [name, ANY_VERSION]));
  const bytes = Buffer.byteLength(picturePathsSource(versions as Parameters<typeof picturePathsSource>[0])); // one for each
  if (bytes <= MAX_FUNCTION_BYTES) return [];
  return [
    `edge/picture-paths.js has ${bytes} bytes with all templates in it, ${bytes - MAX_FUNCTION_BYTES} more than CloudFront takes: make a closed template 'open', or give its choices fewer words.`,
  ];
}
