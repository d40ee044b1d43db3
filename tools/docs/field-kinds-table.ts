// The kinds of field that a template can have, for who writes a first card. Each is made as it is written here, and asked what it takes.
import type { ZodMiniType } from 'zod/mini';
import * as fields from '../../card-schema/fields.ts';

/** As a schema has it, and the type of the component's prop. */
const KINDS: readonly (readonly [source: string, prop: string])[] = [
  [`text({ label: 'Title', max: 90 })`, '`string`'],
  [`text({ label: 'Note', max: 120, initial: '' })`, '`string`'],
  [`texts({ label: 'Speakers', max: 40, maxItems: 50, maxTotal: 400 })`, '`readonly string[]`'],
  [`integer({ label: 'Count', min: 0, max: 999 })`, '`number`'],
  [`integer({ label: 'Minutes', min: 0, max: 240, initial: 0 })`, '`number`'],
  [`choice({ label: 'Theme', options: ['sun', 'night'] })`, "`'sun' \\| 'night'`"],
  [`date({ label: 'Date' })`, '`string`'],
  [`date({ label: 'Last day', initial: '' })`, '`string`'],
  [`image({ label: 'Cover' })`, '`string`'],
  ['language()', '`string`, never empty in the component'],
];

export function fieldKindsTable(): string {
  const rows = KINDS.map(([source, prop]) => {
    const field = fieldOf(source);
    return `| \`${source}\` | ${prop} | ${fields.fieldInfo(field).allowed} | ${leftOut(field)} |`;
  });
  return ['| In the schema | Prop | What it takes | If left out |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** What somebody gets who copies it: the sources are our own, and stand above. */
function fieldOf(source: string): ZodMiniType {
  const make = new Function(...Object.keys(fields), `return ${source};`) as (...given: readonly unknown[]) => ZodMiniType;
  return make(...Object.values(fields));
}

function leftOut(field: ZodMiniType): string {
  const initial = field.safeParse(undefined);
  if (!initial.success) return 'refused';
  if (Array.isArray(initial.data)) return 'none';
  return initial.data === '' ? 'empty' : `\`${String(initial.data)}\``;
}
