// Pieces that are about boxes: how they are laid out, transformed and painted over one another.
import { attribute } from './attribute.ts';
import { CONTROL_PIECES } from './control-pieces.ts';
import type { MakePiece } from './piece.ts';
import { BLEND_MODES, clipPath, colour, decoration, filter, gradient, shadow, transform } from './styles.ts';

const boxes = (count: number, box: (at: number) => string) => Array.from({ length: count }, (_, at) => box(at)).join('');

const grid: MakePiece = ({ random, texts }) => ({
  html: `<div style="${attribute(`display: ${random.pick(['grid', 'inline-grid'])};
    grid-template: ${random.pick([
      'repeat(3, minmax(40px, 1fr)) / repeat(auto-fill, minmax(120px, 1fr))',
      '"a a b" 80px "c d b" auto / 1fr 2fr max-content',
      'none / [start] 1fr [middle] fit-content(200px) [end] 100px',
      'masonry / 1fr 1fr',
    ])}; gap: ${random.integer(0, 20)}px; grid-auto-flow: ${random.pick(['dense', 'column', 'row dense'])};
    place-items: ${random.pick(['center', 'stretch', 'baseline', 'last baseline', 'end safe center'])};
    ${decoration(random)}`)}">
    ${boxes(
      random.integer(3, 10),
      () =>
        `<div style="${attribute(`grid-column: ${random.pick(['span 2', 'auto', '1 / -1'])};
      ${random.chance(0.3) ? 'display: grid; grid-template-columns: subgrid;' : ''} aspect-ratio: ${random.pick([
        'auto',
        '16 / 9',
        '1',
      ])}; ${decoration(random)}`)}">${texts.line()}</div>`,
    )}</div>`,
});

const flex: MakePiece = ({ random, texts }) => ({
  html: `<div style="${attribute(`display: ${random.pick(['flex', 'inline-flex'])}; flex-flow: ${random.pick([
    'row wrap',
    'column',
    'row-reverse wrap-reverse',
    'column-reverse wrap',
  ])}; justify-content: ${random.pick([
    'space-between',
    'space-evenly',
    'center',
    'end',
  ])}; align-items: ${random.pick(['baseline', 'center', 'stretch', 'end'])};
    align-content: space-around; gap: 1em 3%; max-height: 500px; ${decoration(random)}`)}">
    ${boxes(
      random.integer(2, 9),
      (at) =>
        `<div style="${attribute(`flex: ${random.pick([
          '1 1 0',
          'none',
          '2 0 20%',
          '0 1 max-content',
        ])}; order: ${at % 3}; align-self: ${random.pick(['auto', 'center', 'flex-end'])};
      min-width: min-content; ${decoration(random)}`)}">${texts.line()}</div>`,
    )}</div>`,
});

const table: MakePiece = ({ random, texts }) => ({
  html: `<table style="${attribute(`border-collapse: ${random.pick(['collapse', 'separate'])}; border-spacing: 4px 8px;
    table-layout: ${random.pick(['auto', 'fixed'])}; caption-side: bottom; empty-cells: hide;
    ${decoration(random)}`)}"><caption>${texts.line()}</caption><colgroup><col span="2"
    style="background: ${colour(random)}"><col style="visibility: collapse"></colgroup>
    <thead><tr><th scope="col" colspan="2">${texts.word()}</th><th>${texts.word()}</th></tr></thead><tbody>${boxes(
      random.integer(2, 5),
      () =>
        `<tr><td rowspan="${random.integer(1, 2)}" style="border: ${random.integer(1, 5)}px ${random.pick([
          'solid',
          'double',
          'dashed',
          'hidden',
        ])} ${colour(random)}; vertical-align: ${random.pick([
          'top',
          'middle',
          'baseline',
        ])}">${texts.line()}</td><td>${random.integer(0, 99999)}</td><td></td></tr>`,
    )}</tbody><tfoot><tr><td>${texts.word()}</td></tr></tfoot></table>`,
});

const positioned: MakePiece = ({ random, texts }) => ({
  html: `<div style="position: relative; height: ${random.integer(80, 400)}px; transform-style: ${random.pick([
    'preserve-3d',
    'flat',
  ])}; perspective: 500px; perspective-origin: 20% 80%">
    ${boxes(
      random.integer(2, 8),
      (at) =>
        `<div style="${attribute(`position: ${random.pick(['absolute', 'fixed', 'sticky'])};
      inset: ${random.integer(0, 60)}% auto auto ${random.integer(0, 80)}%; width: ${random.integer(20, 400)}px;
      height: ${random.integer(20, 200)}px; z-index: ${at - 3}; backface-visibility: ${random.pick(['hidden', 'visible'])};
      transform: ${transform(random)}; transform-origin: 10% 20% 5px; mix-blend-mode: ${random.pick(BLEND_MODES)};
      ${decoration(random)}`)}">${texts.line()}</div>`,
    )}</div>`,
});

const painted: MakePiece = ({ random, images }) => ({
  html: boxes(
    random.integer(2, 6),
    () =>
      `<div style="${attribute(`display: inline-block; width: ${random.integer(20, 500)}px; height: ${random.integer(
        20,
        300,
      )}px; background: url(${random.pick(images)}) ${random.integer(-10, 60)}px ${random.integer(
        0,
        100,
      )}% / ${random.pick(['cover', 'contain', '30px auto', '50%'])} ${random.pick([
        'repeat',
        'space',
        'round',
        'no-repeat',
      ])} ${random.pick(['content-box', 'border-box'])}, ${gradient(random)}; filter: ${filter(random)};
        clip-path: ${clipPath(random)}; box-shadow: ${shadow(random)}`)}"></div>`,
  ),
});

const masked: MakePiece = ({ random, images, texts }) => ({
  html: `<div style="${attribute(`mask: url(${random.pick(images)}) ${random.pick([
    'center / contain no-repeat',
    '0 0 / 60px 60px round',
  ])}, ${gradient(random)}; mask-mode: ${random.pick(['alpha', 'luminance', 'match-source'])};
    mask-composite: ${random.pick(['add', 'exclude', 'intersect'])}; background: ${gradient(random)}; padding: 40px;
    font-size: 60px`)}">${texts.line()}</div>
    <div style="${attribute(`border: 20px solid;
      border-image: url(${random.pick(images)}) 20 fill / 18px / 2px ${random.pick(['round', 'space', 'repeat', 'stretch'])};
      background: image-set(url(${random.pick(images)}) 1x, url(${random.pick(images)}) 2x),
      cross-fade(url(${random.pick(images)}), url(${random.pick(images)}), 40%)`)}">${texts.line()}</div>`,
});

const animated: MakePiece = ({ random, texts }) => {
  const name = `k${random.integer(0, 1e9)}`;
  return {
    html: `<style>@keyframes ${name} { from { transform: ${transform(random)}; opacity: 0.2 } 50% {
      background: ${colour(random)}; filter: ${filter(random)} } to { transform: ${transform(random)};
      clip-path: circle(60%) } }
      .${name} { animation: ${name} ${random.integer(1, 900)}ms ${random.pick([
        'ease-in-out',
        'steps(4, jump-both)',
        'cubic-bezier(0.1, 1.4, 0.6, -0.2)',
        'linear(0, 0.3 20%, 1)',
      ])} ${random.pick([
        'infinite alternate',
        '1 both',
        '3 reverse',
      ])}; animation-composition: ${random.pick(['add', 'replace', 'accumulate'])}; transition: all 0.2s;
        offset: path("M0 0 L 50 20 A 30 30 0 0 1 90 60") ${random.integer(0, 100)}% auto }
      @starting-style { .${name} { opacity: 0 } }</style><div class="${name}"
        style="width: fit-content">${texts.line()}</div><marquee>${texts.line()}</marquee>`,
    script: `const one = document.querySelector('.${name}'); one.style.opacity = '0.7'; one.animate([{ translate: '0 0' }, {
      translate: '30px 4px', rotate: '20deg' }], { duration: 200, iterations: 2, fill: 'both' }); await new Promise((r) =>
      setTimeout(r, ${random.integer(1, 40)})); for (const a of document.getAnimations()) {
      if (${random.chance(0.5)}) a.finish === undefined || a.pause(); else a.currentTime = ${random.integer(0, 400)}; }`,
  };
};

export const LAYOUT_PIECES = {
  grid,
  flex,
  table,
  positioned,
  painted,
  masked,
  animated,
  ...CONTROL_PIECES,
} as const satisfies Record<string, MakePiece>;
