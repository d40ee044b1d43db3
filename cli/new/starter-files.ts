// The files that a new template begins with: those of starter/, with its name in place of theirs. They give a card that looks
// well as it is, in every language, and shows where to go on from.
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { projectPath } from '../../project-path.ts';

export interface NewTemplate {
  /** As in addresses: `promo`. */
  readonly name: string;
  /** Its component: `Promo`. */
  readonly component: string;
  readonly addressing: 'open' | 'closed';
  /** Of a closed one: whether its addresses are signed all the same. @default false */
  readonly signed?: boolean;
}

export interface NewFile {
  /** In the project. */
  readonly path: string;
  readonly text: string;
}

export const schemaFile = (name: string) => `card-schema/templates/${name}.ts`;
export const wordsFile = (name: string) => `card-schema/languages/${name}-words.ts`;
export const componentFolder = (name: string) => `card-site/src/cards/${name}`;

const STARTER = 'cli/new/starter';
/** What differs between a starter and a template that is made of it: relative imports, and names. */
const IMPORTED_OR_NAMED = /(?<=(?:from|import) ')\.[^']+|starter/gi;
const CLOSED_LINE = "  addressing: 'closed',";
/** Where frame.css, which both kinds share, has the rules of the texts. */
const TEXTS_MARK = '  /* texts */\n';

/** The files of a new template, before they are formatted. */
export async function starterFiles({ name, component, addressing, signed = false }: NewTemplate): Promise<readonly NewFile[]> {
  const folder = `${STARTER}/${addressing}`;
  const files = new Map([
    [`${folder}/starter.ts`, schemaFile(name)],
    [`${folder}/starter-words.ts`, wordsFile(name)],
    [`${folder}/Starter.tsx`, `${componentFolder(name)}/${component}.tsx`],
    [`${folder}/starter.css`, `${componentFolder(name)}/${name}.css`],
  ]);
  const places = new Map([...files, [`${folder}/card-params.ts`, 'card-schema/catalogue.ts']]);
  const words = new Map([
    ['starter', name],
    ['Starter', component],
    ['STARTER', name.toUpperCase()],
  ]);
  return Promise.all(
    Array.from(files, async ([from, path]) => {
      const source = from.endsWith('.css') ? await styleOf(from) : await readFile(projectPath(from), 'utf8');
      // In one pass: a new name may itself contain "starter".
      const text = source.replace(IMPORTED_OR_NAMED, (found) => words.get(found) ?? importedFrom(found, from, path, places));
      return { path, text: signed ? text.replace(CLOSED_LINE, '$&\n  signed: true,') : text };
    }),
  );
}

async function styleOf(file: string): Promise<string> {
  const [frame, texts] = await Promise.all([`${STARTER}/frame.css`, file].map((each) => readFile(projectPath(each), 'utf8')));
  const rules = texts?.split('\n').slice(1, -2).join('\n'); // without the rule that is around them
  return (frame ?? '').replace(TEXTS_MARK, `${rules}\n`);
}

/** A relative import as it is from the new place, where what it names may have moved as well. */
function importedFrom(specifier: string, from: string, to: string, places: ReadonlyMap<string, string>): string {
  const target = posix.join(posix.dirname(from), specifier);
  const relative = posix.relative(posix.dirname(to), places.get(target) ?? target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
