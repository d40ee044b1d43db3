import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tryBundle } from '../../card-site/bundle/source-mistake.ts';
import { projectPath } from '../../project-path.ts';

/** Throws esbuild's message, with file and line, for a mistake in the sources of the stack: a process that is started now would end at once. */
export async function checkStackStart(entry = projectPath('cli/start/run.ts')): Promise<void> {
  await tryBundle(entry);
  await loadExamples();
}

/** In a process of its own, which has no former state of them: an example that is no card any more ends what imports it. */
async function loadExamples(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'load-examples.ts')]).catch((error: unknown) => {
    const { stderr = '' } = error as { readonly stderr?: string };
    throw stderr === '' ? error : new Error(stderr.trim());
  });
}
