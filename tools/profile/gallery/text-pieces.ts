// Pieces that are about text: how it is set, broken, decorated and shaped.
import type { MakePiece, Materials } from './piece.ts';
import { colour, decoration, gradient, textShadow } from './styles.ts';
import { fontFamily } from './texts.ts';

const FEATURES = [
  '"smcp"',
  '"onum"',
  '"tnum"',
  '"frac"',
  '"liga" 0',
  '"ss01"',
  '"zero"',
  '"case"',
  '"vert"',
  '"kern" 0',
  '"swsh" 2',
];

/** Declarations about text in any order. */
function typography({ random }: Materials): string {
  const all = [
    () => `font-weight: ${random.integer(1, 9) * 100 + random.integer(0, 60)}`,
    () => `font-style: ${random.pick(['italic', 'oblique 12deg', 'normal'])}`,
    () => `font-stretch: ${random.integer(75, 125)}%`,
    () =>
      `font-variation-settings: "wght" ${random.integer(200, 800)}, "opsz" ${random.integer(9, 90)}, "wdth"
        ${random.integer(75, 100)}`,
    () => `font-feature-settings: ${random.some(FEATURES, 2).join(', ')}`,
    () =>
      `font-variant: ${random.pick([
        'small-caps',
        'all-petite-caps',
        'oldstyle-nums tabular-nums',
        'diagonal-fractions',
        'ruby',
        'jis78 full-width',
        'titling-caps',
      ])}`,
    () => `font-size-adjust: ${random.pick(['0.5', 'cap-height 0.7', 'from-font', 'ic-width 1'])}`,
    () => `font-synthesis: none; font-optical-sizing: none`,
    () => `font-kerning: none; text-rendering: ${random.pick(['optimizeSpeed', 'geometricPrecision', 'optimizeLegibility'])}`,
    () => `letter-spacing: ${random.integer(-2, 9)}px; word-spacing: ${random.integer(-2, 14)}px`,
    () => `line-height: ${0.8 + random.next()}; text-align: ${random.pick(['justify', 'center', 'end', 'match-parent'])}`,
    () => `text-align-last: justify; text-justify: ${random.pick(['inter-character', 'inter-word', 'auto'])}`,
    () =>
      `text-decoration: ${random.pick(['underline', 'overline', 'line-through', 'underline overline'])} ${random.pick([
        'wavy',
        'dotted',
        'dashed',
        'double',
        'solid',
      ])} ${colour(random)} ${random.integer(1, 5)}px`,
    () =>
      `text-underline-offset: 4px; text-underline-position: ${random.pick(['under', 'left', 'from-font'])};
        text-decoration-skip-ink: none`,
    () =>
      `text-emphasis: ${random.pick(['filled dot', 'open sesame', 'triangle', '"✿"', 'double-circle'])} ${colour(random)};
        text-emphasis-position: ${random.pick(['under right', 'over left'])}`,
    () => `text-shadow: ${textShadow(random)}`,
    () => `-webkit-text-stroke: ${random.integer(1, 4)}px ${colour(random)}; paint-order: stroke fill`,
    () => `text-transform: ${random.pick(['uppercase', 'lowercase', 'capitalize', 'full-width', 'full-size-kana', 'math-auto'])}`,
    () => `text-indent: ${random.integer(-20, 60)}px hanging each-line`,
    () => `text-wrap: ${random.pick(['balance', 'pretty', 'nowrap', 'stable'])}`,
    () => `hyphens: ${random.pick(['auto', 'manual', 'none'])}; hyphenate-character: "="; hyphenate-limit-chars: 5 2 2`,
    () =>
      `overflow-wrap: anywhere; word-break: ${random.pick(['break-all', 'keep-all', 'auto-phrase', 'break-word'])};
        line-break: ${random.pick(['strict', 'loose', 'anywhere'])}`,
    () => `white-space: ${random.pick(['pre', 'pre-wrap', 'pre-line', 'break-spaces', 'nowrap'])}; tab-size: 3`,
    () => `text-overflow: ellipsis; overflow: hidden; white-space: nowrap; max-width: 260px`,
    () => `display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden`,
    () => `text-box: trim-both cap alphabetic; border: 1px solid`,
    () =>
      `writing-mode: ${random.pick(['vertical-rl', 'vertical-lr', 'sideways-lr', 'sideways-rl'])};
        text-orientation: ${random.pick(['mixed', 'upright', 'sideways'])}; max-height: 300px`,
    () => `text-combine-upright: all`,
    () =>
      `direction: ${random.pick(['rtl', 'ltr'])}; unicode-bidi: ${random.pick([
        'bidi-override',
        'isolate',
        'plaintext',
        'embed',
      ])}`,
    () =>
      `text-spacing-trim: ${random.pick(['trim-start', 'space-all', 'space-first'])}; text-autospace: ${random.pick([
        'normal',
        'no-autospace',
      ])}; hanging-punctuation: first`,
    () => `background: ${gradient(random)}; background-clip: text; -webkit-text-fill-color: transparent`,
    () =>
      `font-palette: ${random.pick(['light', 'dark', 'normal'])}; font-variant-emoji: ${random.pick([
        'text',
        'emoji',
        'unicode',
      ])}`,
    () => `quotes: ${random.pick(['auto', 'none', '"<<" ">>" "<" ">"'])}; initial-letter: ${random.integer(2, 3)}`,
  ];
  return random
    .some(all, random.integer(1, 5))
    .map((make) => make())
    .join('; ');
}

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

/** For attributes in double quotes. */
export function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

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
