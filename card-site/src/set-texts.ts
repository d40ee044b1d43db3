// Puts the texts on the stage into the fonts that were chosen for them.
import { lineOf } from './language.ts';
import type { Setting } from './load-fonts.ts';
import { isOfHan, type Run } from './text-runs.ts';
import { withReplacements } from './texts.ts';

/** Elements with parts in fonts of their own: what their whole text is made of. */
const runsOfElement = new WeakMap<Element, readonly Run[]>();

/** Before a card's texts are looked at: families that the card before needed must not be taken for those of the style sheet. */
export function forgetTexts(stage: HTMLElement): void {
  if (stage.style.getPropertyValue('--more') !== '') stage.style.removeProperty('--more');
}

/** Leaves out what no font can draw, so that no box stands in its place, and names the fonts of words that need one of their own. */
export function setTexts(stage: HTMLElement, { replacements, runs, families }: Setting): void {
  const more = families.map((family) => `"${family}"`).join(', ');
  if (more !== '') stage.style.setProperty('--more', more);
  for (const [text, rest] of replacements) {
    text.node.data = withReplacements(text, rest);
    measureLineAgain(text.node.parentElement);
  }
  for (const [{ node }, ofText] of runs) {
    const around = node.parentElement;
    if (!around) continue;
    if (around.childNodes.length === 1) runsOfElement.set(around, ofText);
    // One element for all: in a flex box each would be an item of its own.
    const whole = document.createElement('span');
    whole.append(...ofText.map(nodeOf));
    node.replaceWith(whole);
  }
}

/** A character that is left out needs no room in its line. */
function measureLineAgain(words: HTMLElement | null): void {
  if (!words?.dataset['line']) return;
  const line = lineOf(words.textContent);
  if (line) words.dataset['line'] = line;
  else delete words.dataset['line'];
}

/** Whether an element's text is set in more fonts than its style says. */
export function hasRuns(element: Element): boolean {
  return runsOfElement.has(element);
}

/** Changes an element's text to a beginning of it, with or without an ellipsis, in the fonts that its parts have. */
export function setText(element: HTMLElement, text: string): void {
  const runs = runsOfElement.get(element);
  if (!runs) {
    element.textContent = text;
    return;
  }
  let left = text;
  const parts: Run[] = [];
  for (const run of runs) {
    const kept = commonLength(run.text, left);
    if (kept > 0) parts.push({ ...run, text: left.slice(0, kept) });
    left = left.slice(kept);
    if (kept < run.text.length) break;
  }
  const whole = document.createElement('span');
  whole.append(...parts.map(nodeOf), left);
  element.replaceChildren(whole);
}

function nodeOf({ text, family }: Run): Node {
  if (family === undefined) return document.createTextNode(text);
  const run = document.createElement('span');
  run.className = 'run';
  // Blanks, and what else has no glyph there, come from the fonts behind.
  run.style.fontFamily = `"${family}", var(--sans)`;
  run.textContent = text;
  if (isOfHan(family)) return run;
  // Its capitals are as high as those around: the outer element takes the measure of its own font, and the inner inherits it.
  const measure = document.createElement('span');
  measure.style.fontSizeAdjust = 'cap-height from-font';
  measure.append(run);
  return measure;
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
