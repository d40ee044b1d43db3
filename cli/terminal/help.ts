// What `--help` prints, made of the table of commands.
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import type { Template } from '../../card-schema/template.ts';
import { COMMON_OPTIONS, type Command, type Options } from './command.ts';
import { formatTable } from './table.ts';

const CALL = 'npm run -s cards --';

export function helpOnAll(commands: Readonly<Record<string, Command>>): string {
  const rows = Object.entries(commands).map(([name, { description }]) => [name, description] as const);
  return `Usage: ${CALL} <command> …

${formatTable(rows)}

\`<command> --help\` shows a command's options, with examples. Every command takes --json.

Templates and their fields, which are options of url, draw, put and purge:
${templates()}`;
}

export function helpOn(name: string, { description, usage, options, examples, notes, takesCard }: Command): string {
  const parts = [
    `${name}: ${description}`,
    `Usage: ${CALL} ${name} ${usage}`.trimEnd(),
    optionRows({ ...options, ...COMMON_OPTIONS }),
    examples.map((example) => `  ${CALL} ${example}`).join('\n'),
    notes,
    takesCard ? `Templates and their fields; one of several texts is given once per text:\n${templates()}` : undefined,
  ];
  return parts.filter(Boolean).join('\n\n');
}

function optionRows(options: Options): string {
  return formatTable(
    Object.entries(options).map(([name, { value, description }]) => [`--${name}${value ? ` ${value}` : ''}`, description]),
  );
}

function templates(): string {
  const all = Object.entries(TEMPLATES as unknown as Record<string, Template>).map(([name, { description, fields }]) => {
    const rows = Object.entries(fields).map(
      ([field, schema]) => `      --${field.padEnd(10)} ${fieldInfo(schema).allowed}${schema.isOptional() ? ', optional' : ''}`,
    );
    return [`  ${name}: ${description}`, ...rows].join('\n');
  });
  return all.join('\n');
}
