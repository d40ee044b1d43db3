// A template that does everything wrong, each thing once, as markup on the stage of a card page.
import type { Page } from 'puppeteer-core';

const MARKUP = `
  <article class="bad">
    <div class="good">Nothing wrong here</div>
    <div class="outside">Leaves the picture</div>
    <div class="window">Seen through a window</div>
    <div class="path">Cut by a path</div>
    <div class="narrow">Wider than its box</div>
    <div class="below">Below the text above</div>
    <div class="above">On the text below</div>
    <div class="tight">Lines of<br>one text</div>
    <div class="tiny">Nobody reads this</div>
    <div class="pale">Pale on white</div>
    <div class="faded"><div>Faded on black</div></div>
    <div class="ghost">No glyph \uE000 here</div>
    <img class="gone" src="https://images.edgecard.test/missing.jpg" alt="">
    <div class="zalgo">Z${'\u0301'.repeat(30)}algo</div>
    <div class="victim">Under the marks</div>
    <div class="cut">The browser cuts this and says so</div>
    <div class="ornament" aria-hidden="true">Ornament</div>
    <img class="photo" src="https://images.edgecard.test/harbour.jpg" alt="">
    <div class="on-photo">On a photo</div>
  </article>`;

const RULES = [
  '.bad, .bad * { position: absolute; white-space: nowrap; font: 400 30px/1.2 "Inter Variable"; color: #111 }',
  '.bad { inset: 0; background: #fff }',
  '.good { left: 20px; top: 20px }',
  '.outside { left: 1080px; top: 20px }',
  '.window { left: 20px; top: 80px; width: 320px; height: 20px; overflow: hidden }',
  '.path { left: 400px; top: 80px; clip-path: inset(0 40px 0 0) }',
  '.narrow { left: 700px; top: 80px; width: 90px }',
  '.below { left: 20px; top: 140px }',
  '.above { left: 60px; top: 150px }',
  '.tight { left: 500px; top: 140px; line-height: 0.3 }',
  '.tiny { left: 700px; top: 140px; font-size: 12px }',
  '.pale { left: 20px; top: 220px; color: #aaa }',
  '.faded { left: 300px; top: 210px; width: 300px; height: 60px; background: #000 }',
  '.faded div { left: 10px; top: 10px; color: #fff; opacity: 0.3 }',
  '.ghost { left: 700px; top: 220px }',
  '.gone { left: 20px; top: 280px; width: 60px; height: 60px }',
  '.victim { left: 20px; top: 380px }',
  '.zalgo { left: 20px; top: 480px }',
  '.cut { left: 400px; top: 380px; width: 200px; overflow: hidden; text-overflow: ellipsis }',
  '.ornament { left: 1100px; top: 560px; font-size: 200px }',
  '.photo { left: 700px; top: 300px; width: 400px; height: 200px; object-fit: cover }',
  '.on-photo { left: 720px; top: 380px; color: #888 }',
];

export async function showBadTemplate(page: Page): Promise<void> {
  await page.evaluate(
    async (markup, rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules.join('\n'));
      document.adoptedStyleSheets.push(sheet);
      const stage = document.getElementById('stage');
      if (stage) stage.innerHTML = markup;
      await document.fonts.load('30px "Inter Variable"', 'Aa\u0301');
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    },
    MARKUP,
    RULES,
  );
}
