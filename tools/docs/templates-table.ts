// The templates with their fields, from the schemas.
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import type { Template } from '../../card-schema/template.ts';

const ADDRESSES = {
  root: (names: string) => `\`/${names}.jpg\``,
  closed: (names: string, template: string) => `\`/${template}/${names}.jpg\``,
  open: (_: string, template: string) => `\`/${template}/<payload>.<signature>.jpg\``,
  fixed: (_: string, template: string) => `\`/${template}.jpg\``,
} as const;

export function templatesTable(): string {
  const templates = Object.entries(TEMPLATES as unknown as Readonly<Record<string, Template>>); // each has some fields
  return ['| Template | Address or field | What it is |', '| --- | --- | --- |', ...templates.flatMap(rowsOf)].join('\n');
}

function rowsOf([name, { addressing, description, fields }]: readonly [string, Template]): readonly string[] {
  const names = Object.keys(fields)
    .map((field) => `<${field}>`)
    .join('-');
  const rows = Object.entries(fields).map(([field, schema]) => {
    const { allowed } = fieldInfo(schema);
    return `| | \`${field}\` | ${allowed}${schema.isOptional() ? `; ${initialOf(schema.parse(undefined))} if left out` : ''} |`;
  });
  return [`| **\`${name}\`** | ${ADDRESSES[addressing](names, name)} | ${description} |`, ...rows];
}

function initialOf(value: unknown): string {
  return Array.isArray(value) ? 'none' : value === '' ? 'empty' : `\`${String(value)}\``;
}
