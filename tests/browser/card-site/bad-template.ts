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
    <img class="gone" src="https://images.edgecard.test/missing.jpg" alt="">
    <div class="zalgo">Z${'\u0301'.repeat(30)}algo</div>
    <div class="victim">Under the marks</div>
    <div class="cut">The browser cuts this and says so</div>
    <div class="ornament" aria-hidden="true">Ornament</div>
    <img class="photo" src="https://images.edgecard.test/harbour.jpg" alt="">
    <div class="on-photo">On a photo</div>
    <div class="under">Under a plate</div>
    <div class="plate"></div>
    <div class="behind">Behind an ornament</div>
    <div class="plate ornamental" aria-hidden="true"></div>
    <img class="leaving" src="https://images.edgecard.test/harbour.jpg" alt="">
    <div class="frame"><img class="framed" src="https://images.edgecard.test/harbour.jpg?framed" alt=""></div>
    <div class="clamp">Clamped: one two three four five six seven eight nine ten eleven twelve</div>
    <div class="nested"><span>A span whose block cuts it</span></div>
    <div class="slit"><div class="sliced">Cut twice, and once too much</div></div>
    <div class="low">Low clamp: one two three four five six seven eight nine ten</div>
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
  '.gone { left: 20px; top: 280px; width: 60px; height: 60px }',
  '.victim { left: 20px; top: 380px }',
  '.zalgo { left: 20px; top: 480px }',
  '.cut { left: 400px; top: 380px; width: 200px; overflow: hidden; text-overflow: ellipsis }',
  '.ornament { left: 1100px; top: 560px; font-size: 200px }',
  '.photo { left: 700px; top: 300px; width: 400px; height: 200px; object-fit: cover }',
  '.under { left: 20px; top: 540px }',
  '.plate { left: 100px; top: 535px; width: 60px; height: 50px; background: #eee }',
  '.behind { left: 300px; top: 540px }',
  '.plate.ornamental { left: 320px }',
  '.leaving { left: 1150px; top: 200px; width: 100px; height: 50px }',
  '.frame { left: 1000px; top: 200px; width: 60px; height: 50px; overflow: hidden }',
  '.framed { left: 0; top: 0; width: 100px; height: 50px }',
  '.bad .clamp, .bad .low { white-space: normal; display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; width: 240px }',
  '.clamp { left: 120px; top: 280px; -webkit-line-clamp: 2 }',
  '.nested { left: 400px; top: 300px; width: 200px; overflow: hidden; text-overflow: ellipsis }',
  '.bad .nested span { position: static }',
  '.slit { left: 400px; top: 460px; width: 400px; height: 20px; overflow: hidden }',
  '.sliced { left: 0; top: 0; width: 200px; overflow: hidden; text-overflow: ellipsis }',
  '.low { left: 620px; top: 510px; height: 50px; -webkit-line-clamp: 3 }',
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
