// The modules of the package: JavaScript and declarations of the entry and of what it imports, and of nothing else.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  rewriteRelativeImportExtensions: true,
  declaration: true,
  noEmitOnError: true,
  // Node 20, browsers of 2023 and edge runtimes all have ES2023. No types of Node: what needs Node does not compile.
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
};

/** Path of a module within the package → its text. */
export type Modules = ReadonlyMap<string, string>;

/** Throws for what does not compile. */
export function compileModules(entry: string): Modules {
  const folder = dirname(entry);
  const program = ts.createProgram([entry], { ...OPTIONS, rootDir: folder, outDir: folder });
  const modules = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (path, text) => {
    modules.set(relative(folder, path), path.endsWith('.d.ts') ? importingJavaScript(text) : text);
  });
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (problems.length > 0) throw new Error(formatProblems(problems, folder));
  return modules;
}

export async function writeModules(modules: Modules, folder: string): Promise<void> {
  for (const [path, text] of modules) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** The compiler rewrites `./x.ts` in JavaScript alone, and a declaration that names it is refused in projects that allow no such import. */
function importingJavaScript(declarations: string): string {
  const { importedFiles } = ts.preProcessFile(declarations, true, false);
  const specifiers = importedFiles.filter(({ fileName }) => /^\.{1,2}\/.*\.ts$/.test(fileName));
  return specifiers.reduceRight((text, { fileName, pos }) => {
    const at = text.indexOf(fileName, pos);
    return `${text.slice(0, at)}${fileName.replace(/\.ts$/, '.js')}${text.slice(at + fileName.length)}`;
  }, declarations);
}

function formatProblems(problems: readonly ts.Diagnostic[], folder: string): string {
  return ts.formatDiagnostics(problems, {
    getCurrentDirectory: () => folder,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  });
}
