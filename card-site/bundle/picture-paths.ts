// edge/picture-paths.js with the templates in it, as a deployment and the local stack run it.
import { readFileSync } from 'node:fs';
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import { type Addressing, isSigned, type Template } from '../../card-schema/template.ts';
import { projectPath } from '../../project-path.ts';

const SOURCE = projectPath('edge/picture-paths.js');
const PLACEHOLDER = '{{templates}}';

/** What a value of a closed template may be: one of some words, or a whole number between two bounds. */
type ValueShape = readonly string[] | readonly [min: number, max: number];

/** Design version, addressing, whether addresses are signed (1) or not (0), and a shape for each field where the address shows it. */
export type TemplateShape = readonly [
  designVersion: string,
  addressing: Addressing,
  signed: 0 | 1,
  ...values: readonly ValueShape[],
];

type Addressed = Pick<Template, 'addressing' | 'signed' | 'fields'>;

/** The function's source for these templates. Throws an Error for a schema that it has no shape for. */
export function picturePathsSource(
  designVersions: DesignVersions,
  templates: Readonly<Record<string, Addressed>> = TEMPLATES as unknown as Record<string, Template>, // seen from here each has some fields
): string {
  const versions: Readonly<Record<string, string>> = designVersions;
  const shapes = Object.entries(templates).map(([name, template]) => [name, shapeOf(template, versions[name] ?? '')] as const);
  const json = JSON.stringify(Object.fromEntries(shapes));
  if (/['\\\n]/.test(json))
    throw new Error('A word of a closed template has a quote or a backslash, which picture-paths.js cannot hold.');
  // A function, because `$&` would be read as an instruction otherwise.
  return withoutComments(readFileSync(SOURCE, 'utf8')).replace(PLACEHOLDER, () => json);
}

/** CloudFront counts them as code, and a third of the file is comments: that is room for a dozen templates. */
function withoutComments(source: string): string {
  return source.replace(/^\s*\/\/.*\n/gm, '');
}

function shapeOf(template: Addressed, version: string): TemplateShape {
  const { addressing, fields } = template;
  const isShown = addressing === 'root' || addressing === 'closed';
  const values = isShown ? Object.entries(fields).map(([name, schema]) => valueShape(name, schema)) : [];
  return [version, addressing, isSigned(template) ? 1 : 0, ...values];
}

function valueShape(name: string, schema: Template['fields'][string]): ValueShape {
  const { kind, options, min, max } = fieldInfo(schema);
  if (kind === 'choice' && options) return options;
  if (kind === 'integer' && min !== undefined && max !== undefined) return [min, max];
  throw new Error(`"${name}" is of the kind ${kind}: only open templates can have it.`);
}
