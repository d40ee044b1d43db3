// Values of CSS properties by chance: colours, gradients, shadows, filters and so on.
import type { Random } from './random.ts';

export function colour(random: Random): string {
  const [a, b, c] = [random.integer(0, 255), random.integer(0, 100), random.integer(0, 100)];
  const alpha = random.chance(0.4) ? ` / ${random.integer(20, 95)}%` : '';
  return random.pick([
    `#${a.toString(16).padStart(2, '0')}${(b + 99).toString(16).padStart(2, '0')}${(c + 50).toString(16).padStart(2, '0')}`,
    `rgb(${a} ${b} ${c}${alpha})`,
    `hsl(${a}deg ${b}% ${c}%${alpha})`,
    `hwb(${a} ${b / 2}% ${c / 2}%)`,
    `lab(${b}% ${a - 128} ${c - 50}${alpha})`,
    `lch(${b}% ${c} ${a}${alpha})`,
    `oklab(0.${b + 10} 0.${c % 3}1 -0.1)`,
    `oklch(0.${b % 90} 0.2 ${a}${alpha})`,
    `color(display-p3 0.${b} 0.${c} 0.5${alpha})`,
    `color(rec2020 0.${b} 0.3 0.${c})`,
    `color(xyz 0.${c} 0.2 0.${b})`,
    `color(prophoto-rgb 0.${c} 0.2 0.${b})`,
    `color-mix(in ${random.pick(['srgb', 'oklch longer hue', 'lab', 'hsl', 'xyz'])}, tomato ${b}%, rebeccapurple)`,
    `rgb(from teal calc(r + ${a / 4}) g b${alpha})`,
    `light-dark(navy, gold)`,
    random.pick(['currentcolor', 'papayawhip', 'transparent', 'CanvasText', 'DarkSlateBlue']),
  ]);
}

function stops(random: Random): string {
  const unit = random.chance(0.5);
  return Array.from({ length: random.integer(2, 6) }, (_, at) => `${colour(random)}${unit ? ` ${at * 18}%` : ''}`).join(', ');
}

export function gradient(random: Random): string {
  const again = random.chance(0.3) ? 'repeating-' : '';
  const space = random.pick(['', '', 'in oklch', 'in hsl longer hue', 'in lab', 'in srgb-linear']);
  const at = random.pick(['at 30% 20%', 'at center', 'at 0 100%']);
  return random.pick([
    `${again}linear-gradient(${random.integer(0, 360)}deg ${space}, ${stops(random)})`,
    `${again}linear-gradient(to ${random.pick(['top', 'bottom right', 'left'])}, ${stops(random)})`,
    `${again}radial-gradient(${random.pick(['circle', 'ellipse', 'closest-side', '90px 40px'])} ${at} ${space},
      ${stops(random)})`,
    `${again}conic-gradient(from ${random.integer(0, 360)}deg ${at} ${space}, ${stops(random)})`,
    `radial-gradient(circle at 10% 10%, ${colour(random)} 0 12px, transparent 12px 30px)`,
  ]);
}

export function shadow(random: Random): string {
  const one = () =>
    `${random.integer(-20, 20)}px ${random.integer(-20, 20)}px ${random.integer(0, 40)}px ${random.integer(
      -4,
      12,
    )}px ${colour(random)}`;
  return Array.from({ length: random.integer(1, 3) }, () => `${random.chance(0.3) ? 'inset ' : ''}${one()}`).join(', ');
}

export function textShadow(random: Random): string {
  return `${random.integer(-4, 4)}px ${random.integer(-4, 4)}px ${random.integer(0, 12)}px ${colour(random)},
    0 0 2px ${colour(random)}`;
}

export function filter(random: Random): string {
  const amount = random.integer(0, 200);
  const all = [
    `blur(${random.integer(0, 24)}px)`,
    `brightness(${amount}%)`,
    `contrast(${amount}%)`,
    `grayscale(${amount / 2}%)`,
    `sepia(${amount / 2}%)`,
    `saturate(${amount}%)`,
    `hue-rotate(${amount}deg)`,
    `invert(${amount / 2}%)`,
    `opacity(${amount / 2}%)`,
    `drop-shadow(4px 6px ${random.integer(0, 12)}px ${colour(random)})`,
    `url(#filter-${random.pick(['blur', 'light', 'noise', 'table'])})`,
  ];
  return random.some(all, random.integer(1, 3)).join(' ');
}

export function transform(random: Random): string {
  const angle = random.integer(-40, 40);
  const all = [
    `rotate(${angle}deg)`,
    `scale(${0.6 + random.next()}, ${0.6 + random.next()})`,
    `skew(${angle / 2}deg, ${angle / 4}deg)`,
    `translate(${angle}px, ${angle / 2}%)`,
    `matrix(1, 0.${random.integer(0, 3)}, -0.1, 1, ${angle}, 2)`,
    `perspective(600px) rotateX(${angle}deg) rotateY(${angle * 1.5}deg)`,
    `rotate3d(1, 1, 0.4, ${angle}deg)`,
    `translateZ(${angle}px) scale3d(1, 1.1, 1)`,
    `matrix3d(1,0,0,0.001, 0,1,0,0, 0,0,1,0, ${angle},0,0,1)`,
  ];
  return random.some(all, random.integer(1, 2)).join(' ');
}

export function clipPath(random: Random): string {
  return random.pick([
    'circle(42% at 50% 50%)',
    'ellipse(48% 30%)',
    'inset(6% 10% 12% 4% round 30px 4px)',
    'polygon(50% 0, 100% 40%, 80% 100%, 20% 100%, 0 40%)',
    'polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, 30% 30%, 70% 30%, 70% 70%, 30% 30%)',
    "path('M10 80 C 40 10, 65 10, 95 80 S 150 150, 280 80 L 280 200 L 10 200 Z')",
    'shape(from 10% 10%, line to 90% 20%, curve to 80% 90% with 100% 50%, close)',
    'rect(5% 95% 90% 6% round 12px)',
    'xywh(10px 10px 80% 70%)',
    'url(#clip)',
  ]);
}

export const BLEND_MODES = [
  'multiply',
  'screen',
  'overlay',
  'darken',
  'lighten',
  'color-dodge',
  'color-burn',
  'hard-light',
  'soft-light',
  'difference',
  'exclusion',
  'hue',
  'saturation',
  'color',
  'luminosity',
  'plus-lighter',
] as const;

/** Declarations that any box can have. */
export function decoration(random: Random): string {
  const all = [
    () => `background: ${gradient(random)}`,
    () => `background: ${gradient(random)}, ${colour(random)}; background-blend-mode: ${random.pick(BLEND_MODES)}`,
    () => `background-color: ${colour(random)}`,
    () =>
      `border: ${random.integer(1, 12)}px ${random.pick([
        'solid',
        'dashed',
        'dotted',
        'double',
        'groove',
        'ridge',
        'inset',
        'outset',
      ])} ${colour(random)}`,
    () =>
      `border-image: ${gradient(random)} ${random.integer(1, 20)} / ${random.integer(2, 14)}px ${random.pick([
        'stretch',
        'round',
        'space',
      ])}; border-style: solid`,
    () => `border-radius: ${random.integer(0, 80)}px ${random.integer(0, 40)}% ${random.integer(0, 90)}px`,
    () => `corner-shape: ${random.pick(['squircle', 'bevel', 'scoop', 'notch', 'superellipse(1.5)'])}; border-radius: 40px`,
    () => `box-shadow: ${shadow(random)}`,
    () => `text-shadow: ${textShadow(random)}`,
    () => `filter: ${filter(random)}`,
    () => `backdrop-filter: ${filter(random)}; background: rgb(255 255 255 / 30%)`,
    () => `transform: ${transform(random)}`,
    () => `rotate: ${random.integer(-30, 30)}deg; scale: 0.9; translate: 4px 2px`,
    () => `clip-path: ${clipPath(random)}`,
    () => `mask: ${gradient(random)}; mask-composite: ${random.pick(['add', 'subtract', 'intersect', 'exclude'])}`,
    () => `mask: url(#mask)`,
    () => `mix-blend-mode: ${random.pick(BLEND_MODES)}; isolation: ${random.pick(['auto', 'isolate'])}`,
    () => `opacity: 0.${random.integer(2, 9)}`,
    () =>
      `outline: ${random.integer(1, 6)}px ${random.pick(['auto', 'dashed', 'solid', 'double'])} ${colour(random)};
        outline-offset: 3px`,
    () => `padding: ${random.integer(0, 30)}px ${random.integer(0, 4)}em; margin: ${random.integer(-8, 12)}px`,
    () => `overflow: ${random.pick(['hidden', 'clip', 'auto', 'scroll'])}; max-height: ${random.integer(60, 200)}px`,
    () => `-webkit-box-reflect: below 2px ${gradient(random)}`,
    () => `background: ${gradient(random)}; background-clip: text; color: transparent`,
    () => `will-change: transform; contain: paint; image-rendering: ${random.pick(['auto', 'pixelated', 'crisp-edges'])}`,
    () => `zoom: ${0.8 + random.next() / 2}`,
  ];
  return random
    .some(all, random.integer(0, 4))
    .map((make) => make())
    .join('; ');
}
