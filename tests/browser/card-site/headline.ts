// @examples article
// The headline of an article on the stage, and the fonts of its parts.
import { createCard } from '../../../card-schema/catalogue.ts';
import type { sharedCardSite } from './card-site-page.ts';
import { draw, fitted } from './on-the-stage.ts';

export const TITLE = '.title .fit-text-words';
const article = (title: string, language = '') => createCard('article', { title, author: 'Ida Holm', language });

export function headlineOn(site: ReturnType<typeof sharedCardSite>) {
  async function drawn(title: string, language = '') {
    const { missingGlyphs } = await draw(site.shared.page, article(title, language));
    const [shown] = await fitted(site.shared.page);
    return { missingGlyphs, shown: shown?.text };
  }

  /** The parts of the headline that are set in a font of their own. */
  function runs(): Promise<readonly (readonly [text: string, family: string])[]> {
    return site.shared.page.$$eval(`${TITLE} .run`, (elements) =>
      elements.map(
        (element) =>
          [element.textContent, getComputedStyle(element).fontFamily.split(',')[0]?.replaceAll('"', '') ?? ''] as const,
      ),
    );
  }

  return { drawn, runs };
}
