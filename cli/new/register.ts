// Enters a new template where all of them are named: an import and a property of an object literal, found by TypeScript's parser.
import ts from 'typescript';
import { UsageError } from '../terminal/errors.ts';

export interface Entry {
  /** The file, for messages. */
  readonly file: string;
  /** The constant whose object literal names the templates. */
  readonly constant: string;
  /** What is imported: `Promo`, from `./promo/Promo.tsx`. */
  readonly imported: string;
  readonly from: string;
  /** The property: `promo` or `promo: Promo`. */
  readonly property: string;
}

/** The source with the entry in it, not yet formatted. Throws UsageError where the source has no place for it, or has it already. */
export function register(source: string, entry: Entry): string {
  const { file, constant, imported, from, property } = entry;
  refuseMistakes(source, file);
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const literal = literalOf(tree, constant);
  const lastImport = tree.statements.findLast(ts.isImportDeclaration);
  if (!literal || !lastImport) throw unrecognised(entry);
  if (namesOf(tree).includes(imported))
    throw new UsageError(`${file} has something called ${imported} already: choose another name.`);
  const importLine = { at: behindRemark(source, lastImport.end), text: `\nimport { ${imported} } from '${from}';` };
  return withInsertions(source, [importLine, ...propertyInsertions(literal, source, property)]);
}

/** A source with a mistake would be taken for another than it is meant to be. Throws UsageError. */
export function refuseMistakes(source: string, fileName: string): void {
  const options = { reportDiagnostics: true, fileName, compilerOptions: { jsx: ts.JsxEmit.Preserve } };
  const [mistake] = ts.transpileModule(source, options).diagnostics ?? [];
  if (!mistake) return;
  const line = source.slice(0, mistake.start).split('\n').length;
  const message = ts.flattenDiagnosticMessageText(mistake.messageText, ' ');
  throw new UsageError(`${fileName} has a mistake in line ${line}, so nothing was written: ${message}`);
}

function unrecognised({ file, constant, imported, from, property }: Entry): UsageError {
  return new UsageError(`${file} has no \`const ${constant} = { … }\` of one piece, below imports, so nothing was written.
Give it back that form; or copy the files of another template by hand, and add to this file
  import { ${imported} } from '${from}';
and to what takes the place of ${constant}
  ${property},`);
}

/** The object literal of a constant at the top of the file, whatever `as const` or `satisfies` is around it. */
export function literalOf(tree: ts.SourceFile, constant: string): ts.ObjectLiteralExpression | undefined {
  const declarations = tree.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations);
  const initializer = declarations.find(({ name }) => ts.isIdentifier(name) && name.text === constant)?.initializer;
  let value: ts.Expression | undefined = initializer;
  while (value && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value) || ts.isParenthesizedExpression(value)))
    value = value.expression;
  return value && ts.isObjectLiteralExpression(value) ? value : undefined;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** Before `default`, which comes last in lists; where it is not last, at the end. What is said of a neighbour stays with it. */
function propertyInsertions({ properties }: ts.ObjectLiteralExpression, source: string, property: string): readonly Insertion[] {
  const last = properties.at(-1);
  const insertion = (position: number) => ({ at: behindRemark(source, position), text: `\n${property},` });
  if (last?.name && nameOf(last.name) === 'default') return [insertion(last.pos)];
  const needsComma = last !== undefined && !properties.hasTrailingComma;
  return [...(needsComma ? [{ at: properties.end, text: ',' }] : []), insertion(properties.end)];
}

/** The same with quotation marks and without. */
export function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();
}

/** In the order of their places. */
function withInsertions(source: string, insertions: readonly Insertion[]): string {
  const ends = [...insertions.slice(1).map(({ at }) => at), source.length];
  const parts = insertions.map(({ at, text }, index) => text + source.slice(at, ends[index]));
  return source.slice(0, insertions[0]?.at) + parts.join('');
}

/** Behind a comment on the same line. */
export function behindRemark(source: string, position: number): number {
  return ts.getTrailingCommentRanges(source, position)?.at(-1)?.end ?? position;
}

/** Every name that the file's top level has. */
function namesOf(tree: ts.SourceFile): readonly string[] {
  return tree.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText());
    if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
    return 'name' in statement ? [(statement.name as ts.Identifier).text] : []; // a function, class, type, interface or enum
  });
}

function importedNames(clause: ts.ImportClause | undefined): readonly string[] {
  const bindings = clause?.namedBindings;
  const named = !bindings ? [] : ts.isNamespaceImport(bindings) ? [bindings.name] : bindings.elements.map(({ name }) => name);
  return [...(clause?.name ? [clause.name] : []), ...named].map(({ text }) => text);
}
