// Reads the command line of `npm run cards`: the options of the command, and one for each field of the template that is named.
import { parseCardAddress } from '../../card-schema/card-address.ts';
import { TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { type FieldInfo, fieldInfo } from '../../card-schema/fields.ts';
import { COMMON_OPTIONS, type Command, type CommandLine } from './command.ts';
import type { Options } from './option.ts';
import { listed } from './plural.ts';
import { type Grammar, readLine, refuseLongDashes, wordsIn } from './read-line.ts';
import { refuseUnknownTemplate } from './unknown-template.ts';

/** Reads what follows the command's name. Throws UsageError. */
export function readCommandLine(name: string, args: readonly string[], command: Command): CommandLine {
  const { takesCard = false } = command;
  const own: Options = { ...command.options, ...COMMON_OPTIONS };
  // Whichever template's fields the options are.
  const words = takesCard ? wordsIn(args, { ...allFieldOptions(), ...own }) : [];
  if (takesCard) refuseLongDashes(words, { ...allFieldOptions(), ...own });
  const template = words.find(isTemplate);
  const [word] = words;
  // Before its options are looked at: they may be right for the template that was meant.
  if (takesCard && template === undefined && word !== undefined && !parseCardAddress(word)) refuseUnknownTemplate(word);
  const fields = template === undefined ? {} : fieldOptions(template);
  const { options, words: given } = readLine(
    args,
    grammarOf(name, command, { own, fields, template, isOfPath: words.length > 0 }),
  );
  const { json, ...others } = options as Record<string, unknown>;
  const isField = ([field]: [string, unknown]) => Object.hasOwn(fields, field);
  const typed = Object.entries(others).filter(isField);
  return {
    json: json === true,
    options: Object.fromEntries(Object.entries(others).filter((entry) => !isField(entry))) as CommandLine['options'], // read by own
    words: given,
    fields: Object.fromEntries(typed.flatMap(([field, value]) => fieldValue(template ?? '', field, value))),
  };
}

interface Found {
  readonly own: Options;
  readonly fields: Options;
  readonly template: string | undefined;
  /** A path or an address is given, which has its card's values already. */
  readonly isOfPath: boolean;
}

function grammarOf(
  name: string,
  { takesCard, words, elsewhere: known }: Command,
  { own, fields, template, isOfPath }: Found,
): Grammar {
  const options = { ...own, ...fields };
  if (!takesCard) return { name, options, words, ...(known ? { elsewhere: known } : {}) };
  const elsewhere = (option: string) => {
    const having = TEMPLATE_NAMES.filter((each) => Object.hasOwn(templateNamed(each).fields, option));
    if (having.length === 0) return undefined;
    if (template === undefined && isOfPath) return ` It is a field of ${listed(having)}; a path has its card's fields already.`;
    if (template === undefined) return ` It is a field of ${listed(having)}: name the template.`;
    return ` It is a field of ${listed(having)}, and not of ${template}.`;
  };
  // How many it may be is for cardOf to say.
  return {
    name,
    options,
    words: words ?? { usage: '' },
    elsewhere,
    optionsOf: template === undefined ? 'Options' : `Options for ${template}`,
  };
}

/** Of all templates. */
export function allFieldOptions(): Options {
  return Object.assign({}, ...TEMPLATE_NAMES.map(fieldOptions)) as Options; // of which each is made
}

function isTemplate(word: string): boolean {
  return (TEMPLATE_NAMES as readonly string[]).includes(word);
}

/** What the schema allows is the schema's to say, so any text will do here. */
export function fieldOptions(template: string): Options {
  const fields = Object.entries(templateNamed(template).fields);
  return Object.fromEntries(
    fields.map(([name, schema]) => {
      const { kind, allowed } = fieldInfo(schema);
      return [name, { type: 'string', value: allowed, description: allowed, mayBeEmpty: true, multiple: kind === 'texts' }];
    }),
  );
}

function fieldValue(template: string, name: string, value: unknown): readonly (readonly [string, unknown])[] {
  const schema = templateNamed(template).fields[name];
  const kind: FieldInfo['kind'] | undefined = schema && fieldInfo(schema).kind;
  if (kind === 'texts' && Array.isArray(value) && value.length === 0) return []; // not given
  const isNumber = kind === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value); // a longer one would be quoted as 1e+22
  return [[name, isNumber ? Number(value) : value]];
}
