// Takes a template out of where all of them are named: its property of the object literal, and the import that this was made of.
import ts from 'typescript';
import { UsageError } from '../terminal/errors.ts';
import { behindRemark, type Entry, literalOf, nameOf, refuseMistakes } from './register.ts';

/** The source without the template, not yet formatted. Throws UsageError where the source does not name it in the usual way. */
export function unregister(source: string, entry: Pick<Entry, 'file' | 'constant'>, template: string): string {
  const { file, constant } = entry;
  refuseMistakes(source, file);
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const property = literalOf(tree, constant)?.properties.find(({ name }) => name && nameOf(name) === template);
  const imported = property && importOf(tree, property);
  if (!property || !imported) {
    throw new UsageError(
      `${file} has no \`const ${constant} = { … }\` with ${template} in it and an import of its own for that, so nothing was removed: take it out by hand.`,
    );
  }
  return [spanOfProperty(source, property), spanOfImport(source, imported)]
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to }) => text.slice(0, from) + text.slice(to), source);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** With its comma and the remarks about it; a remark behind the property before it stays with that one. */
function spanOfProperty(source: string, { pos, end }: ts.Node): Span {
  const comma = /^\s*,/.exec(source.slice(end))?.[0].length ?? 0;
  return { from: behindRemark(source, pos), to: behindRemark(source, end + comma) };
}

function spanOfImport(source: string, declaration: ts.ImportDeclaration): Span {
  const to = behindRemark(source, declaration.end);
  return { from: declaration.getStart(), to: source[to] === '\n' ? to + 1 : to };
}

/** The import that gives a property its value and nothing else: `{ promo }` for `promo`, `{ Promo }` for `promo: Promo`. */
function importOf(tree: ts.SourceFile, property: ts.ObjectLiteralElementLike): ts.ImportDeclaration | undefined {
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  if (!value || !ts.isIdentifier(value)) return undefined;
  return tree.statements.filter(ts.isImportDeclaration).find(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    const names = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
    return !importClause?.name && names.length === 1 && names[0]?.name.text === value.text;
  });
}
