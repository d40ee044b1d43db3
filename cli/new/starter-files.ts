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
/** Where frame.css, which both kinds share, has the rules of the texts. */
const TEXTS_MARK = '  /* texts */\n';

/** The files of a new template, before they are formatted. */
export async function starterFiles({ name, component, addressing }: NewTemplate): Promise<readonly NewFile[]> {
  const folder = `${STARTER}/${addressing}`;
  const places = new Map([
    [`${folder}/starter.ts`, schemaFile(name)],
    [`${folder}/starter-words.ts`, wordsFile(name)],
    [`${folder}/Starter.tsx`, `${componentFolder(name)}/${component}.tsx`],
    [`${folder}/starter.css`, `${componentFolder(name)}/${name}.css`],
  ]);
  const renamed = (text: string) =>
    text.replaceAll('starter', name).replaceAll('Starter', component).replaceAll('STARTER', name.toUpperCase());
  return Promise.all(
    Array.from(places, async ([from, path]) => {
      const source = from.endsWith('.css') ? await styleOf(from) : await readFile(projectPath(from), 'utf8');
      const moved = withImports(
        source,
        from,
        path,
        new Map([...places, [`${folder}/card-params.ts`, 'card-schema/catalogue.ts']]),
      );
      return { path, text: renamed(moved) };
    }),
  );
}

async function styleOf(file: string): Promise<string> {
  const [frame, texts] = await Promise.all([`${STARTER}/frame.css`, file].map((each) => readFile(projectPath(each), 'utf8')));
  const rules = texts?.split('\n').slice(1, -2).join('\n'); // without the rule that is around them
  return (frame ?? '').replace(TEXTS_MARK, `${rules}\n`);
}

/** Relative imports as they are from the new place, where what they name may have moved as well. */
function withImports(source: string, from: string, to: string, places: ReadonlyMap<string, string>): string {
  return source.replace(/(?<=(?:from|import) ')\.[^']+/g, (specifier) => {
    const target = posix.join(posix.dirname(from), specifier);
    const relative = posix.relative(posix.dirname(to), places.get(target) ?? target);
    return relative.startsWith('.') ? relative : `./${relative}`;
  });
}
