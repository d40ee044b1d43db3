// How a text is set: declarations of CSS about fonts, decoration and lines.
import type { Materials } from './piece.ts';
import type { Random } from './random.ts';
import { colour, gradient, textShadow } from './styles.ts';

type MakeDeclaration = () => string;

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
export function typography({ random }: Materials): string {
  return random
    .some([...ofFonts(random), ...ofGlyphs(random), ...ofLines(random)], random.integer(1, 5))
    .map((make) => make())
    .join('; ');
}

/** Which glyphs of which font. */
function ofFonts(random: Random): readonly MakeDeclaration[] {
  return [
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
  ];
}

/** How glyphs are placed and decorated. */
function ofGlyphs(random: Random): readonly MakeDeclaration[] {
  return [
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
  ];
}

/** How lines are broken, directed and painted. */
function ofLines(random: Random): readonly MakeDeclaration[] {
  return [
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
}
