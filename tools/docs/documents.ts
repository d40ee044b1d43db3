// The Markdown files of the project.
import { globSync } from 'node:fs';

/** Folders that hold what is installed, built or drawn. */
const MADE = new Set(['node_modules', 'dist', 'out', 'coverage', '.build', '.serverless', '.edgecard', '.git', '.stryker-tmp']);

/** Every Markdown file, by its path in the project, in order. */
export function documentsIn(project: string): readonly string[] {
  const names = ['**/*.md', '.github/**/*.md', '.devcontainer/**/*.md'];
  return [...new Set(globSync(names, { cwd: project, exclude: (name) => MADE.has(name) }))].sort();
}

/** Those that may hold generated tables. In others a comment is a comment. */
export function documentsWithTables(project: string): readonly string[] {
  return documentsIn(project).filter((path) => path.startsWith('docs/') || !path.includes('/'));
}
