// @examples score
// No example of ours loses a text on a network: the studio's own warnings, for every example and every network that it shows.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { EXAMPLES as ALL_EXAMPLES } from '../../../card-schema/examples.ts';
import { NETWORKS } from '../../../card-site/networks/networks.ts';
import { byteWarnings, type PlacedText, textWarnings } from '../../../card-site/studio/networks/warnings.ts';
import { projectPath } from '../../../project-path.ts';
import { sharedCardSite } from '../card-site/card-site-page.ts';
import { draw } from '../card-site/on-the-stage.ts';

declare global {
  interface Window {
    textLines?: typeof import('../../../card-site/studio/stress/text-lines.ts');
  }
}

const site = sharedCardSite();
beforeAll(async () => {
  const { outputFiles } = await build({
    absWorkingDir: projectPath(),
    entryPoints: ['card-site/studio/stress/text-lines.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'textLines',
    target: 'es2023',
  });
  await site.shared.page.evaluate(`${outputFiles[0]?.text ?? ''}; window.textLines = textLines;`);
});

function placedTexts(): Promise<readonly PlacedText[]> {
  return site.shared.page.$eval('#stage', (stage) => {
    const lines = window.textLines?.textLines(stage as HTMLElement) ?? [];
    return lines.map(({ text, ink }) => ({ text, rect: { ...ink } }));
  });
}

describe.each(ALL_EXAMPLES)('the example $name of $template', ({ card, template }) => {
  test('has its texts where every network shows them', async () => {
    await draw(site.shared.page, card);
    const texts = await placedTexts();
    expect(texts.length).toBeGreaterThan(0);
    expect(template === 'score' ? texts.length : 5).toBe(5); // what is measured is the whole card
    const warnings = textWarnings(texts, NETWORKS).filter(({ kind }) => kind === 'warning');
    expect(warnings.map(({ network, says }) => `${network} ${says}`)).toEqual([]);
  });
});

test('the pictures are within every network’s limit of bytes, as goldens hold', () => {
  expect(byteWarnings(300_000)).toEqual([]);
});
