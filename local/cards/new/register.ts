// Enters a new template where all of them are named: an import and a property of an object literal, found by TypeScript's parser.
import ts from 'typescript';
import { UsageError } from '../options.ts';

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
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const literal = literalOf(tree, constant);
  const lastImport = tree.statements.findLast(ts.isImportDeclaration);
  if (!literal || !lastImport) throw unrecognised(entry);
  if (namesOf(tree).includes(imported))
    throw new UsageError(`${file} has something called ${imported} already: choose another name.`);
  const importsEnd = behindRemark(source, lastImport.end);
  const place = placeIn(literal, source, property);
  const importLine = `\nimport { ${imported} } from '${from}';`;
  return `${source.slice(0, importsEnd)}${importLine}${source.slice(importsEnd, place.at)}${place.text}${source.slice(place.at)}`;
}

function unrecognised({ file, constant, imported, from, property }: Entry): UsageError {
  return new UsageError(`${file} has no \`const ${constant} = { … }\` of one piece, below imports, so nothing was written.
Give it back that form; or copy the files of another template by hand, and add to this file
  import { ${imported} } from '${from}';
and to what takes the place of ${constant}
  ${property},`);
}

/** The object literal of a constant at the top of the file, whatever `as const` or `satisfies` is around it. */
function literalOf(tree: ts.SourceFile, constant: string): ts.ObjectLiteralExpression | undefined {
  const declarations = tree.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations);
  const initializer = declarations.find(({ name }) => ts.isIdentifier(name) && name.text === constant)?.initializer;
  let value: ts.Expression | undefined = initializer;
  while (value && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value) || ts.isParenthesizedExpression(value)))
    value = value.expression;
  return value && ts.isObjectLiteralExpression(value) ? value : undefined;
}

/** Before `default`, which comes last in lists; where it is not last, at the end. */
function placeIn({ properties }: ts.ObjectLiteralExpression, source: string, property: string): { at: number; text: string } {
  const last = properties.at(-1);
  // What is said behind the property before stays there, and so does what is said above default.
  if (last?.name?.getText() === 'default') return { at: behindRemark(source, last.pos), text: `\n${property},` };
  const comma = properties.length === 0 || properties.hasTrailingComma ? '' : ',';
  return { at: properties.end, text: `${comma}\n${property},` };
}

/** Behind a comment on the same line. */
function behindRemark(source: string, position: number): number {
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
