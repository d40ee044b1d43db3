import type { Page } from 'puppeteer-core';

/** Family → glyphs of it that the browser drew for the first element that fits the selector; empty where there is none. */
export async function fontsOf(page: Page, selector: string): Promise<ReadonlyMap<string, number>> {
  const session = await page.createCDPSession();
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = nodeId === 0 ? { fonts: [] } : await session.send('CSS.getPlatformFontsForNode', { nodeId });
  await session.detach();
  const counts = new Map<string, number>();
  for (const { familyName, glyphCount } of fonts) counts.set(familyName, (counts.get(familyName) ?? 0) + glyphCount);
  return counts;
}

/** The families that were drawn with for all elements that fit the selector: those of the site, and those of the browser's system. */
export async function originsOfFonts(
  page: Page,
  selector: string,
): Promise<{ readonly site: readonly string[]; readonly system: readonly string[] }> {
  const session = await page.createCDPSession();
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector });
  const drawn = await Promise.all(nodeIds.map((nodeId) => session.send('CSS.getPlatformFontsForNode', { nodeId })));
  await session.detach();
  const fonts = drawn.flatMap((of) => of.fonts);
  const familiesOf = (isCustom: boolean) => [
    ...new Set(fonts.filter(({ isCustomFont }) => isCustomFont === isCustom).map(({ familyName }) => familyName)),
  ];
  return { site: familiesOf(true), system: familiesOf(false) };
}
