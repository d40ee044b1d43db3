// What `npm run -s cards -- --help` prints, made of the table of commands and of the templates.
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { fieldInfo, isOptional } from '../../card-schema/fields.ts';
import type { Template } from '../../card-schema/template.ts';
import { COMMON_OPTIONS, type Command } from './command.ts';
import { type About, EXIT_CODES, helpJson, helpText } from './help.ts';
import { formatTable } from './table.ts';

export const CALL = 'npm run -s cards --';

type Commands = Readonly<Record<string, Command>>;

export function helpOnAll(commands: Commands): string {
  return `Usage: ${CALL} <command> …

${formatTable(Object.entries(descriptionsOf(commands)))}

\`<command> --help\` shows a command's options, with examples. Every command takes --json.

Templates and their fields, which are options of url, draw, put and purge:
${templates()}

${EXIT_CODES}`;
}

export function helpOnAllJson(commands: Commands): unknown {
  return { usage: `${CALL} <command> …`, commands: descriptionsOf(commands), exitCodes: EXIT_CODES };
}

function descriptionsOf(commands: Commands): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(commands).map(([name, { description }]) => [name, description]));
}

export function helpOn(name: string, command: Command): string {
  return helpText(aboutCommand(name, command));
}

export function helpOnJson(name: string, command: Command): unknown {
  return helpJson(aboutCommand(name, command));
}

function aboutCommand(name: string, { description, usage, options, examples, notes, takesCard, subcommands }: Command): About {
  const fields = takesCard
    ? `Templates and their fields; one of several texts is given once per text:\n${templates()}`
    : undefined;
  return {
    call: `${CALL} ${name}`,
    description,
    usage,
    ...(subcommands ? { commands: descriptionsOf(subcommands) } : {}),
    options: { ...options, ...COMMON_OPTIONS },
    examples: examples.map((example) => example.replace(new RegExp(`^${name} ?`), '')),
    notes: [notes, fields].filter(Boolean).join('\n\n'),
  };
}

function templates(): string {
  const all = Object.entries(TEMPLATES as unknown as Record<string, Template>).map(([name, { description, fields }]) => {
    const rows = Object.entries(fields).map(
      ([field, schema]) => `      --${field.padEnd(10)} ${fieldInfo(schema).allowed}${isOptional(schema) ? ', optional' : ''}`,
    );
    return [`  ${name}: ${description}`, ...rows].join('\n');
  });
  return all.join('\n');
}
