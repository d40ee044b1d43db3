// Pieces that are about text: how it is set, broken, decorated and shaped.
import { attribute } from './attribute.ts';
import type { MakePiece } from './piece.ts';
import { colour, decoration, gradient } from './styles.ts';
import { fontFamily } from './texts.ts';
import { typography } from './typography.ts';

const block: MakePiece = (materials) => {
  const { random, texts } = materials;
  const style = `font: ${random.integer(9, 90)}px ${fontFamily(random)}; ${typography(materials)}; ${decoration(random)}`;
  return { html: `<div style="${attribute(style)}">${random.chance(0.5) ? texts.paragraph() : texts.line()}</div>` };
};

const selectors: MakePiece = ({ random, texts }) => {
  const name = `s${random.integer(0, 1e9)}`;
  const css = `
    .${name}::first-letter { font-size: 3em; float: left; color: ${colour(random)}; shape-outside: margin-box }
    .${name}::first-line { font-variant: small-caps; ${random.chance(0.5) ? 'text-decoration: underline' : ''} }
    .${name}::before { content: open-quote counter(step, ${random.pick([
      'decimal',
      'upper-roman',
      'lower-greek',
      'cjk-decimal',
      'arabic-indic',
      'devanagari',
      'hebrew',
      'japanese-informal',
      'korean-hangul-formal',
      'trad-chinese-formal',
      'ethiopic-numeric',
      'georgian',
      'thai',
      'tamil',
      'bengali',
    ])}) ". ";
      counter-increment: step ${random.integer(1, 999)} }
    .${name}::after { content: close-quote attr(data-note) / "alternative"; position: relative; top: -0.3em }
    .${name}::selection { background: gold } .${name} em:nth-child(2n of em):not(:hover, :focus-visible) {
      color: ${colour(random)} }
    .${name}:has(> em + em) { letter-spacing: 1px } .${name} ::marker { color: red; content: "→ " }
    @layer base, top; @layer base { .${name} { padding: 1rem } } @supports (display: grid) and (not (display: inline-grid2)) {
      .${name} { margin: 2px } }
    @container (min-width: 100px) { .${name} em { font-style: normal } } @media (prefers-color-scheme: dark),
      (min-resolution: 1dppx) { .${name} { color: inherit } }
    @property --turn-${name} { syntax: "<angle>"; inherits: false; initial-value: 3deg } .${name} {
      rotate: var(--turn-${name}); width: clamp(120px, calc(30cqi + 2vmin * sin(40deg)), min(80ch, 900px)) }
    @scope (.${name}) { em { text-decoration: wavy underline } } .${name} { & em { --x: 1;
      color: hsl(from currentcolor h s calc(l + 10)) } }
    @counter-style own-${name} { system: cyclic; symbols: "◆" "◇"; suffix: " " } .${name} ul {
      list-style: own-${name} inside } .${name} ol { list-style: ${random.pick([
        'upper-alpha',
        'cjk-ideographic',
        'hiragana-iroha',
        'lower-armenian',
        'disclosure-open',
        '"– "',
      ])} }`;
  const items = Array.from({ length: 3 }, () => `<li>${texts.line()}</li>`).join('');
  return {
    html: `<style>${css}</style><section class="${name}" data-note="${attribute(texts.word())}"><em>${texts.line()}</em>
      <em>${texts.line()}</em>
      <ul>${items}</ul><ol start="${random.integer(-3, 4000)}" ${random.chance(0.5) ? 'reversed' : ''}>${items}</ol></section>`,
  };
};

const inline: MakePiece = ({ random, texts }) => ({
  html: `<p style="font-size: ${random.integer(12, 40)}px"><b>${texts.word()}</b> <i>${texts.word()}</i>
    <u>${texts.word()}</u> <s>${texts.word()}</s>
    <mark>${texts.word()}</mark> <small>${texts.word()}</small> H<sub>2</sub>O x<sup>${random.integer(1, 99)}</sup>
      <code>${texts.word()}</code> <kbd>Ctrl</kbd>
    <q>${texts.line()}</q> <abbr title="x">${texts.word()}</abbr> <bdi>${texts.line()}</bdi>
      <bdo dir="rtl">${texts.word()}</bdo> <wbr>
    <ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby> <ruby style="ruby-position: under;
      ruby-align: ${random.pick(['center', 'space-between', 'start'])}">東京<rt>とうきょう</rt></ruby>
    <a href="#x" style="color: ${colour(random)}">${texts.word()}</a> <time>2026-05-01</time> <del>${texts.word()}</del>
      <ins>${texts.word()}</ins> <var>x</var> &shy; &nbsp; &zwj; <span hidden>x</span></p>
    <blockquote>${texts.paragraph()}</blockquote><pre>${texts.word()}\n\t${texts.word()}</pre>
      <hr><address>${texts.line()}</address>`,
});

const columns: MakePiece = ({ random, texts }) => ({
  html: `<div style="columns: ${random.integer(2, 4)} ${random.integer(80, 200)}px; column-rule: 2px ${random.pick([
    'dashed',
    'solid',
  ])} ${colour(random)}; column-gap: 2em; column-fill: balance; height: ${random.integer(100, 400)}px">
    <h2 style="column-span: all;
      break-after: avoid">${texts.line()}</h2>
        ${texts.paragraph()}<p style="break-inside: avoid">${texts.paragraph()}</p>${texts.paragraph()}</div>`,
});

const floats: MakePiece = ({ random, texts }) => ({
  html: `<div style="display: flow-root; text-align: justify"><div style="float: ${random.pick([
    'left',
    'right',
    'inline-start',
  ])}; width: 120px; height: 120px; shape-margin: 8px;
    shape-outside: ${random.pick([
      'circle()',
      'ellipse(40% 50%)',
      'polygon(0 0, 100% 50%, 0 100%)',
      'inset(10px round 20px)',
      'linear-gradient(45deg, black 50%, transparent 50%)',
    ])}; background: ${gradient(random)}; clip-path: circle()"></div>
    ${texts.paragraph()} ${texts.paragraph()}<div style="clear: both; position: ${random.pick(['relative', 'sticky'])};
      top: 0">${texts.line()}</div></div>`,
});

const maths: MakePiece = ({ random, texts }) => ({
  html: `<math display="${random.pick(['block', 'inline'])}" style="font-size: ${random.integer(
    14,
    50,
  )}px"><mrow><mi>x</mi><mo>=</mo><mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><msup><mi>b</mi><mn>2</mn>
    </msup><mo>−</mo><mn>4</mn><mi>a</mi><mi>c</mi></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>
    <munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mroot><mi>y</mi><mn>3</mn>
      </mroot><msubsup><mi>z</mi><mi>i</mi><mn>2</mn></msubsup><mo stretchy="true">(</mo>
      <mtable><mtr><mtd>1</mtd><mtd>0</mtd></mtr><mtr><mtd>0</mtd><mtd>1</mtd></mtr></mtable><mo>)</mo><mover><mi>v</mi>
      <mo>→</mo></mover><mmultiscripts><mi>R</mi><mn>1</mn><mn>2</mn><mprescripts/><mn>3</mn><mn>4</mn>
      </mmultiscripts><mtext>${texts.word()}</mtext><mspace width="1em"/><mpadded>p</mpadded><mphantom>q</mphantom></mrow>
      </math>`,
});

const bidi: MakePiece = ({ random, texts }) => ({
  html: `<p dir="${random.pick(['rtl', 'ltr', 'auto'])}" style="font-size: ${random.integer(
    14,
    44,
  )}px">${texts.line()} (${random.integer(1, 9999)}) ${texts.line()} \u2067${texts
    .plain()
    .replaceAll('<', '')}\u2069 \u200f${texts.line()}\u200e 12:30–14:00 +1 (555) 0100 ${texts.line()}</p>`,
});

export const TEXT_PIECES = {
  block,
  'many blocks': block,
  selectors,
  inline,
  columns,
  floats,
  maths,
  bidi,
} as const satisfies Record<string, MakePiece>;
