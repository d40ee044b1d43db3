// What `npm run package` makes, and what a run that fails leaves of it: nothing that looks like a finished package.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const MADE = ['.build', '.serverless', 'dist/upload', 'dist/pack', 'dist/sbom.cdx.json'];
const TEMPLATE = '.serverless/cloudformation-template-update-stack.json';

/** The template in which problems were found, under a name that no deployment reads. */
export const FAULTY_TEMPLATE = 'dist/faulty-template.json';

export function discardPackage(project: string): void {
  for (const made of MADE) rmSync(join(project, made), { recursive: true, force: true });
}

export function discardFaultyTemplate(project: string): void {
  rmSync(join(project, FAULTY_TEMPLATE), { force: true });
}

/** Whether there is one to keep. */
export function keepFaultyTemplate(project: string): boolean {
  if (!existsSync(join(project, TEMPLATE))) return false;
  cpSync(join(project, TEMPLATE), join(project, FAULTY_TEMPLATE));
  return true;
}
