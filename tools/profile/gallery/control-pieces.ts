// Pieces that are made to be used: forms, disclosures, frames, custom elements.
import { attribute } from './attribute.ts';
import type { MakePiece } from './piece.ts';
import { colour, decoration, gradient } from './styles.ts';

const forms: MakePiece = ({ random, texts, images }) => ({
  html: `<form style="${attribute(
    `accent-color: ${colour(random)}; color-scheme: ${random.pick([
      'light',
      'dark',
      'light dark',
    ])}; ${random.chance(0.3) ? 'zoom: 1.4' : ''}`,
  )}">${random
    .some(
      [
        `<input value="${attribute(texts.word())}" placeholder="x" autofocus>`,
        `<input placeholder="${attribute(texts.plain())}">`,
        `<input type="checkbox" checked> <input type="checkbox" id="mixed"> <input type="radio" checked> <
          input type="radio" disabled>`,
        `<input type="range" min="0" max="100" value="${random.integer(0, 100)}">`,
        `<input type="color" value="#${random.integer(100000, 999999)}">`,
        `<input type="date" value="2026-11-21"> <input type="time" value="12:30"> <input type="month"> <input type="week"> <
          input type="datetime-local">`,
        `<input type="number" value="12"> <input type="password" value="secret"> <input type="search" value="x"> <
          input type="file" multiple> <input type="submit"> <input type="reset">`,
        `<input type="image" src="${random.pick(images)}" width="40">`,
        `<textarea rows="3">${texts.word()}</textarea>`,
        `<select><optgroup label="a"><option>${texts.word()}</option><option selected>${texts.word()}</option>
          </optgroup></select> <select multiple size="3"><option selected>${texts.word()}</option><option>2</option></select>`,
        `<button type="button" disabled>${texts.line()}</button> <button style="appearance: none;
          all: unset">${texts.line()}</button>`,
        `<meter value="0.${random.integer(1, 9)}" low="0.3" high="0.7" optimum="0.9"></meter>
          <progress value="0.4"></progress> <progress></progress>`,
        `<fieldset><legend>${texts.word()}</legend><label>${texts.line()} <output>3</output></label></fieldset>`,
        `<input list="many"><datalist id="many"><option value="1"></datalist> <input required> <
          input type="email" value="no"> <div contenteditable>edit</div>`,
      ],
      random.integer(2, 8),
    )
    .join(' ')}</form>`,
  script: `const mixed = document.getElementById('mixed'); if (mixed) mixed.indeterminate = true;
      document.querySelector('input')?.focus(); document.querySelector('form')?.checkValidity();`,
});

const disclosed: MakePiece = ({ random, texts }) => ({
  html: `<details ${random.chance(0.7) ? 'open' : ''}><summary>${texts.line()}</summary>
    ${texts.paragraph()}</details><dialog open style="position: relative">${texts.line()}</dialog>
    <div popover id="pop">${texts.line()}</div>
    <div style="content-visibility: ${random.pick(['auto', 'hidden', 'visible'])};
      contain-intrinsic-size: 100px">${texts.line()}</div><div style="resize: both; overflow: scroll; width: 200px;
      height: 60px; scrollbar-color: red blue; scroll-snap-type: y mandatory">${texts.paragraph()}</div>
    <dl><dt>${texts.word()}</dt><dd>${texts.line()}</dd></dl><div style="anchor-name: --a;
      width: 40px">${texts.word()}</div><div style="position: absolute; position-anchor: --a; top: anchor(bottom);
      left: anchor(right); position-try: flip-block">${texts.word()}</div>`,
  script: `if (${random.chance(0.5)}) document.getElementById('pop')?.showPopover(); document.querySelector('div')?.scrollTo({
    top: 20 });`,
});

const framed: MakePiece = ({ random, texts }) => ({
  html: `<iframe srcdoc="${attribute(`<style>body { background: ${gradient(random)} }</style>${texts.line()}`)}"
    style="width: 300px; height: 120px; border: 4px inset; ${attribute(decoration(random))}"></iframe><iframe src="/frame"
    loading="${random.pick(['lazy', 'eager'])}" sandbox="allow-scripts" width="200" height="80"></iframe>
    <object data="/frame" width="80" height="40">${texts.word()}</object><embed src="/images/none" width="20" height="20">`,
});

const shadowed: MakePiece = ({ random, texts }) => ({
  html: `<card-note><span slot="title">${texts.line()}</span>
    ${texts.word()}</card-note><template id="t"><b>${texts.word()}</b></template>`,
  script: `if (!customElements.get('card-note')) customElements.define('card-note', class extends HTMLElement {
      static observedAttributes = ['x']; #held = 1;
      constructor() { super(); const root = this.attachShadow({ mode: 'open' });
        root.innerHTML = \`<style>:host { display: block; border: 2px solid } ::slotted(span) { color: teal }
          :host(:state(on)) { font-weight: bold }</style><slot name="title"></slot><p part="body"><slot></slot></p>\`;
          const sheet = new CSSStyleSheet(); sheet.replaceSync('p { margin: 0 }'); root.adoptedStyleSheets = [sheet];
          this.attachInternals().states.add('on'); }
      connectedCallback() { this.#held++; } attributeChangedCallback() { this.#held--; } });
    document.querySelector('card-note')?.setAttribute('x', '${random.integer(0, 9)}'); const t = document.getElementById('t');
      if (t) t.after(t.content.cloneNode(true));`,
});

export const CONTROL_PIECES = { forms, disclosed, framed, shadowed } as const satisfies Record<string, MakePiece>;
