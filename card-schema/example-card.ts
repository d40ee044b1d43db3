// Cards that stand for a kind of template, for messages, for help and for checks of a deployment: of whatever templates there are.
import { formatCardPath } from './card-path.ts';
import { type Card, createCard, DEFAULT_CARD, TEMPLATES, templateNamed } from './catalogue.ts';
import { CardError } from './errors.ts';
import { type Addressing, isSigned, type Template } from './template.ts';

/** The first card, with its required fields only, of a template with one of these kinds of address; the first kind that there is. */
export function exampleCard(...kinds: readonly Addressing[]): Card | undefined {
  return firstCard(kinds, () => true);
}

/** A card whose address needs a signature, one with texts if there is one. */
export function signedExample(): Card | undefined {
  return firstCard(['open', 'root', 'closed'], isSigned);
}

/** A card that anyone may ask for, because it needs no signature. Undefined where every template needs one. */
export function unsignedExample(): Card | undefined {
  return firstCard(['root', 'closed'], (template) => !isSigned(template));
}

/** A path such as a person may type. */
export function examplePath(): string {
  return formatCardPath({ card: unsignedExample() ?? DEFAULT_CARD });
}

/** What somebody who asks for this card must give: required fields, and those optional ones without which the template refuses it. */
export function inputOf({ template, params }: Card): Readonly<Record<string, unknown>> {
  const { fields } = templateNamed(template);
  const given = Object.entries(params).filter(([name, value]) => !isInitial(fields[name], value));
  return Object.fromEntries(given);
}

function isInitial(field: Template['fields'][string] | undefined, value: unknown): boolean {
  const initial = field?.safeParse(undefined);
  return initial?.success === true && JSON.stringify(initial.data) === JSON.stringify(value);
}

function firstCard(kinds: readonly Addressing[], isWanted: (template: Template) => boolean): Card | undefined {
  const templates = Object.entries(TEMPLATES as unknown as Readonly<Record<string, Template>>); // seen from here each has some fields
  const names = kinds.flatMap((kind) => templates.filter(([, one]) => one.addressing === kind && isWanted(one)));
  return names.flatMap(([name]) => plainCardOf(name) ?? []).at(0);
}

/** Of a template's examples the first that its schema takes: a schema that somebody is working on must not stop a message. */
export function plainCardOf(template: string): Card | undefined {
  const { fields, examples } = templateNamed(template);
  const inputs = Object.values(examples).flatMap((input) => {
    const required = Object.entries(input).filter(([name]) => fields[name]?.safeParse(undefined).success === false);
    return required.length > 0 ? [Object.fromEntries(required), input] : [input];
  });
  for (const input of inputs) {
    try {
      return createCard(template, input);
    } catch (error) {
      if (!(error instanceof CardError)) throw error;
    }
  }
  return undefined;
}
