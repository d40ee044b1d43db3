// Keeps what a complete run saw, for docs/11-performance.md.
import { writeFile } from 'node:fs/promises';
import { projectPath } from '../../project-path.ts';
import { runEnvironment } from '../../tools/docs/run-environment.ts';
import {
  RESULTS_FILE,
  readSoakResults,
  type SandboxFigures,
  type TrapsFigures,
  type ViewersFigures,
} from '../../tools/docs/soak-results.ts';
import { tables } from '../../tools/docs/tables.ts';
import { writeDocuments } from '../../tools/docs/write-documents.ts';

/** Keeps the figures of one script, with the day and the machine, and updates the tables of the documents. */
export async function keepResults(
  figures: { readonly sandbox: SandboxFigures } | { readonly viewers: ViewersFigures } | { readonly traps: TrapsFigures },
): Promise<void> {
  const about = await runEnvironment();
  const kept = Object.entries(figures).map(([script, own]) => [script, { ...about, ...own }]);
  const results = { ...readSoakResults(), ...Object.fromEntries(kept) };
  await writeFile(RESULTS_FILE, `${JSON.stringify(results, undefined, 2)}\n`);
  await writeDocuments(projectPath(), tables());
}
