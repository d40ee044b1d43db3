// The templates with their fields, from the schemas.
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { fieldInfo, isOptional } from '../../card-schema/fields.ts';
import { isSigned, type Template } from '../../card-schema/template.ts';

const ADDRESSES = {
  root: (names: string) => `/${names}`,
  closed: (names: string, template: string) => `/${template}/${names}`,
  open: (_: string, template: string) => `/${template}/<payload>`,
  fixed: (_: string, template: string) => `/${template}`,
} as const;

export function templatesTable(): string {
  const templates = Object.entries(TEMPLATES as unknown as Readonly<Record<string, Template>>); // each has some fields
  return ['| Template | Address or field | What it is |', '| --- | --- | --- |', ...templates.flatMap(rowsOf)].join('\n');
}

function rowsOf([name, template]: readonly [string, Template]): readonly string[] {
  const { addressing, description, fields } = template;
  const names = Object.keys(fields)
    .map((field) => `<${field}>`)
    .join('-');
  const rows = Object.entries(fields).map(([field, schema]) => {
    const { allowed } = fieldInfo(schema);
    return `| | \`${field}\` | ${allowed}${isOptional(schema) ? `; ${initialOf(schema.parse(undefined))} if left out` : ''} |`;
  });
  const address = `${ADDRESSES[addressing](names, name)}${isSigned(template) ? '.<signature>' : ''}.jpg`;
  return [`| **\`${name}\`** | \`${address}\` | ${description} |`, ...rows];
}

function initialOf(value: unknown): string {
  return Array.isArray(value) ? 'none' : value === '' ? 'empty' : `\`${String(value)}\``;
}
