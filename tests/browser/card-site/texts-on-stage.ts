import type { sharedCardSite } from './card-site-page.ts';

export function textsOn(site: ReturnType<typeof sharedCardSite>) {
  /** The texts of the stage's elements of a class, without the spaces that only keep words on a line. */
  function textsOf(selector: string): Promise<readonly string[]> {
    return site.shared.page.$$eval(selector, (elements) =>
      elements.map(({ textContent }) => textContent.replace(/[\s\u2060]+/g, ' ')),
    );
  }

  const stage = () =>
    site.shared.page.$eval('#stage', (element) => ({ lang: (element as HTMLElement).lang, dir: (element as HTMLElement).dir }));

  return { textsOf, stage };
}
