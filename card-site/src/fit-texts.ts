// Finds the font size of every FitText on the stage. Sizes are whole pixels: finer ones cannot be seen, and cost layouts.
import { hasRuns, setText } from './set-texts.ts';

/** A box may depend on its neighbours' sizes, so all are fitted again with the neighbours fitted. */
const ROUNDS = 2;

/** Three lines often leave one word alone (`Lightning / talks / and soup`): two full ones are worth letters this much smaller. */
const SMALLER_FOR_TWO_LINES = 0.8;

const wholeText = new WeakMap<HTMLElement, string>();

/**
 * Lines → the size that a box had in so many lines in the round before: with its neighbours fitted, it seldom is another one. Of one
 * card: what a card looks like must not depend on the card before.
 */
type Found = Map<number, number>;

export function fitTexts(stage: HTMLElement): void {
  const boxes = fitBoxes(stage).map((box) => [box, new Map()] as const);
  for (let round = 0; round < ROUNDS; round++) for (const [box, found] of boxes) fitBox(box, found);
}

export function fitBoxes(stage: HTMLElement): readonly HTMLElement[] {
  return [...stage.querySelectorAll<HTMLElement>('.fit-text')];
}

/** Where the words stand: as wide as their longest line, as high as from the first capitals to the last base line. */
export function placeOfWords(box: HTMLElement): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(wordsOf(box));
  const { left, width } = range.getBoundingClientRect();
  const { top, height } = wordsOf(box).getBoundingClientRect();
  return new DOMRect(left, top, width, height);
}

/** Whether the box holds its words. */
export function holds(box: HTMLElement): boolean {
  const words = wordsOf(box);
  // Half a pixel of rounding is not an overflow.
  return words.scrollWidth <= box.clientWidth && words.getBoundingClientRect().height <= box.getBoundingClientRect().height + 0.5;
}

function fitBox(box: HTMLElement, found: Found): void {
  const { min, max } = limitsOf(box);
  const words = wordsOf(box);
  const whole = wholeTextOf(box);
  wholeText.set(box, whole);
  if (words.textContent !== whole) setText(words, whole);
  delete box.dataset['break'];
  // Smaller letters are better than a broken word; a broken word is better than letters nobody can read.
  if (shrink(box, min, max, found)) return;
  box.dataset['break'] = '';
  if (shrink(box, min, max, found)) return;
  cut(box, min);
}

/** The box's text as the card has it, before any cut. */
export function wholeTextOf(box: HTMLElement): string {
  return wholeText.get(box) ?? wordsOf(box).textContent;
}

function shrink(box: HTMLElement, min: number, max: number, found: Found): boolean {
  const { lines } = limitsOf(box);
  const largest = largestFitting(box, lines, min, max, found);
  if (largest < min || !fitsAt(box, largest, lines)) return false;
  if (lineCount(box) !== 3) return true;
  const floor = Math.max(min, Math.ceil(largest * SMALLER_FOR_TWO_LINES));
  const calmer = largestFitting(box, 2, floor, largest, found);
  return fitsAt(box, calmer < floor ? largest : calmer, lines);
}

/**
 * Largest size of at least `min` that fits, or `min - 1`. Each attempt is a layout, so the likely ones come first: most short texts
 * fit at their largest size.
 */
function largestFitting(box: HTMLElement, lines: number, min: number, max: number, found: Found): number {
  const likely = found.get(lines) ?? max;
  let fitting = min - 1;
  let tooLarge = max + 1;
  const attempt = (size: number) => {
    if (size <= fitting || size >= tooLarge) return;
    if (fitsAt(box, size, lines)) fitting = size;
    else tooLarge = size;
  };
  attempt(likely);
  attempt(likely + 1);
  while (tooLarge - fitting > 1) attempt(Math.floor((fitting + tooLarge) / 2));
  found.set(lines, fitting);
  return fitting;
}

function fitsAt(box: HTMLElement, size: number, lines: number): boolean {
  box.style.fontSize = `${size}px`;
  return holds(box) && lineCount(box) <= lines;
}

/**
 * Leaves the most words that fit, and an ellipsis. CSS's own line clamp needs `overflow: hidden`, which would also cut the
 * descenders and accents that stand out of a trimmed text box.
 */
function cut(box: HTMLElement, size: number): void {
  const words = wordsOf(box);
  const whole = words.textContent;
  const ends = [...new Intl.Segmenter('en').segment(whole)].map(({ index }) => index);
  let fitting = 0;
  let tooLong = ends.length;
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    setText(words, cutAt(whole, ends[middle] ?? 0));
    if (fitsAt(box, size, limitsOf(box).lines)) fitting = middle;
    else tooLong = middle;
  }
  setText(words, cutAt(whole, ends[fitting] ?? 0));
}

/** Cuts between words where one ends nearby, and never leaves a comma or a dash before the ellipsis. */
function cutAt(whole: string, end: number): string {
  const kept = whole.slice(0, end);
  const between = whole[end] === ' ' ? kept : kept.replace(/ \S{0,15}$/u, '');
  return `${between.replace(/[\s\p{P}]+$/u, '')}…`;
}

function wordsOf(box: HTMLElement): HTMLElement {
  return box.querySelector<HTMLElement>('.fit-text-words') ?? box;
}

function lineCount(box: HTMLElement): number {
  const words = wordsOf(box);
  const rects = [...textRects(words)];
  if (!hasRuns(words)) return new Set(rects.map(({ top }) => Math.round(top))).size;
  // Each font has its own height; those of one line share a middle, more or less.
  const middles = rects.map(({ top, bottom }) => (top + bottom) / 2).sort((a, b) => a - b);
  const apart = Number.parseFloat(box.style.fontSize) / 2;
  let last = Number.NEGATIVE_INFINITY;
  return middles.filter((middle) => {
    if (middle - last < apart) return false;
    last = middle;
    return true;
  }).length;
}

function textRects(element: HTMLElement): Iterable<DOMRect> {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getClientRects() as unknown as Iterable<DOMRect>; // a DOMRectList is iterable, whatever its type says
}

function limitsOf(box: HTMLElement) {
  const { min, max, lines } = box.dataset;
  return { min: Number(min), max: Number(max), lines: Number(lines) };
}
