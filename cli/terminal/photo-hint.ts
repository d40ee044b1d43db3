import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import { CALL } from './cards-help.ts';
import { typedPath } from './typed-path.ts';

const PICTURE = /\.(jpe?g|jfif|png|gif|webp|avif|hei[cf])$/i;
/** Of `https://…`, `data:…` and `file:…`. A drive of Windows has one letter. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/** For who gives an image field a file of this machine: how it becomes a photo. Begins with a space; '' where there is none. */
export function photoHint(template: string, fields: Readonly<Record<string, unknown>>): string {
  const named = TEMPLATE_NAMES.some((name) => name === template) ? templateNamed(template).fields : {};
  for (const [field, schema] of Object.entries(named)) {
    const value = fieldInfo(schema).kind === 'image' ? fields[field] : undefined;
    const path = typeof value === 'string' ? localPicture(value) : undefined;
    if (path === undefined) continue;
    const word = /^[\w./+@:-]+$/.test(path) ? path : JSON.stringify(path);
    return ` A file of this computer becomes a photo by \`${CALL} photo add ${word}\`, which prints what --${field} takes.`;
  }
  return '';
}

/** Its path. Also of one that is not there, or is spelt in another way: the name says what was meant. */
function localPicture(value: string): string | undefined {
  try {
    if (/^file:/i.test(value)) return fileURLToPath(value);
    if (SCHEME.test(value) || value.startsWith('//')) return undefined;
    return PICTURE.test(value) || statSync(typedPath(value), { throwIfNoEntry: false })?.isFile() ? value : undefined;
  } catch {
    // No path can be so: it is too long, has a zero in it, or names another host.
    return undefined;
  }
}
