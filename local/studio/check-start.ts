import { build } from 'esbuild';
import { projectPath } from '../../project-path.ts';

/** Throws esbuild's message, with file and line, for a mistake in the sources of the stack: a process that is started now would end at once. */
export async function checkStackStart(entry = projectPath('cli/start/run.ts')): Promise<void> {
  await build({
    absWorkingDir: projectPath(),
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'silent', // its errors are thrown
  });
}
