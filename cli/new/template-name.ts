import { existsSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { quoted } from '../../card-schema/errors.ts';
import * as fields from '../../card-schema/fields.ts';
import * as template from '../../card-schema/template.ts';
import { projectPath } from '../../project-path.ts';
import { UsageError } from '../terminal/errors.ts';

/** As card-path.ts and asked-key.ts read it. */
const NAME = /^[a-z][a-z0-9]{0,30}$/;

/** Folders of the card site, whose pages are at `/<template>/…`. */
const FOLDERS = ['assets', 'pages'];

/** Names that say nothing of what is in a folder, or a file; a test refuses them (CONTRIBUTING.md). */
export const EMPTY_FOLDER_NAMES: readonly string[] = 'build dist lib util utils common shared helper helpers misc'.split(' ');
/** An index is a barrel. */
export const EMPTY_FILE_NAMES: readonly string[] = 'util utils common helper helpers types constants misc index'.split(' ');

/** What schemas import: a template of that name would declare it again. */
const IMPORTED = { 'card-schema/fields.ts': fields, 'card-schema/template.ts': template };

/** The component of a template; card-site-graph.ts looks for it under this name. */
export function componentName(template: string): string {
  return `${template.charAt(0).toUpperCase()}${template.slice(1)}`;
}

/** Refuses what cannot be a template's name in an address, in the schema or as a component. Throws UsageError. */
export function checkTemplateName(name: string): void {
  if (!NAME.test(name)) {
    throw new UsageError(
      `A template's name is one word of 1 to 31 lower-case letters and digits that begins with a letter, as it stands in addresses; got ${quoted(name)}.`,
    );
  }
  if (FOLDERS.includes(name)) throw refusal(name, `the card site has a folder ${name}/ already`);
  if ([...EMPTY_FOLDER_NAMES, ...EMPTY_FILE_NAMES].includes(name))
    throw refusal(name, 'no file or folder of this project has a name that says so little');
  if (ignoredByGit().includes(name)) throw refusal(name, `.gitignore leaves out every folder that is called ${name}`);
  if (name in {}) throw refusal(name, `every object of JavaScript has something called ${name}`);
  for (const [file, exported] of Object.entries(IMPORTED)) {
    if (Object.hasOwn(exported, name)) throw refusal(name, `schemas have something called ${name} from ${file} already`);
  }
  if (isReserved(name)) throw refusal(name, `${name} is a word of JavaScript`);
  const component = componentName(name);
  if (isBuiltIn(component)) throw refusal(name, `its component would be called ${component}, as something of JavaScript is`);
}

/** What `.gitignore` names by one word: of a template that is called so git, and all that asks git, would see nothing. */
function ignoredByGit(): readonly string[] {
  const file = projectPath('.gitignore');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.map((line) => line.trim().replace(/^\/|\/$/g, ''));
}

function refusal(name: string, reason: string): UsageError {
  return new UsageError(
    `No template can be called ${name}: ${reason}. Another name will do, such as ${`my${name}`.slice(0, 31)}.`,
  );
}

/** Asks the language itself, in the strictest place that there is: an async function in strict mode, as in a module. */
function isReserved(name: string): boolean {
  if (name === 'undefined') return true; // nobody may have it at the top of a module but the language
  try {
    new Function(`'use strict'; async () => { const ${name} = 0; };`);
    return false;
  } catch {
    return true;
  }
}

/** In an empty context, so that the browser's and Node's own names (Event, Response) stay free: cards may have them. */
function isBuiltIn(component: string): boolean {
  return runInNewContext(`Object.hasOwn(globalThis, ${JSON.stringify(component)})`) === true;
}
