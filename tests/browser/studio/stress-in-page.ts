// The studio's measuring, as a script for a page that has a stage.
import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';
import type { Drawn } from '../../../card-schema/card-page.ts';
import type { Finding } from '../../../card-site/studio/stress/measure.ts';
import { projectPath } from '../../../project-path.ts';

declare global {
  interface Window {
    stress?: typeof import('../../../card-site/studio/stress/measure.ts');
  }
}

const project = projectPath();

/** Gives the page `window.stress`: the functions of measure.ts. */
export async function addMeasure(page: Page): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: ['card-site/studio/stress/measure.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'stress',
    target: 'es2023',
  });
  await page.evaluate(`${outputFiles[0]?.text ?? ''}; window.stress = stress;`);
}

export async function measured(page: Page, drawn: Drawn): Promise<readonly Finding[]> {
  const findings = await page.evaluate((drawn) => {
    const stage = document.getElementById('stage');
    return stage && window.stress?.measure(stage, drawn);
  }, drawn);
  if (!findings) throw new Error('The page has no #stage, or nobody called addMeasure.');
  return findings;
}
