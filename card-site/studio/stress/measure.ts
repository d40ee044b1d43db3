// What is wrong with a card that stands on a stage, found by measuring. Runs in the stage's own page or in one around it.

import type { Drawn } from '../../../card-schema/card-page.ts';
import { codePointOf } from '../../../card-schema/code-point.ts';
import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import { shortened } from '../shortened.ts';
import { clipOf, containersOf } from './containers.ts';
import { contrastOf, minContrastOf } from './contrast.ts';
import { coverOf } from './covered.ts';
import { type SeenLine, seenLines } from './seen-lines.ts';
import { excess, movedTo, type Rect, type TextLine, within } from './text-lines.ts';

/** Each kind, and whether a card that shows it must be mended. */
export const FINDING_KINDS = {
  'outside the stage': 'fault',
  clipped: 'fault',
  overflow: 'fault',
  overlap: 'fault',
  covered: 'fault',
  'too small': 'fault',
  'poor contrast': 'fault',
  'image not loaded': 'fault',
  'missing image': 'fault',
  'missing glyph': 'fault',
  'cut with an ellipsis': 'note',
  'marks cut': 'note',
} as const satisfies Readonly<Record<string, 'fault' | 'note'>>;

export type FindingKind = keyof typeof FINDING_KINDS;

export interface Finding {
  readonly kind: FindingKind;
  /** What the place says, shortened; an image's address. */
  readonly text: string;
  /** In pixels of the stage. */
  readonly rect: Rect;
  readonly detail: string;
}

/** Networks show a card at half its size or less, where 20 pixels become 10. */
const MIN_FONT_PX = 20;

/** Rounding is not a fault. */
const TOLERANCE_PX = 1;

/** Boxes are trimmed to what the font says of its capitals, which its letters stand out of by this share of their size. */
const OVERSHOOT = 0.02;

/** Ink is measured as a box around letters that are not boxes; corners may meet. */
const INK_TOLERANCE_PX = 3;

const STAGE: Rect = { left: 0, top: 0, right: PICTURE_SIZE.width, bottom: PICTURE_SIZE.height };

/** `drawn` is what the drawing says of itself. */
export function measure(stage: HTMLElement, { missingGlyphs, missingImages }: Drawn): readonly Finding[] {
  const lines = seenLines(stage);
  return [
    ...lines.flatMap((line) => [
      ...outsideStage(line),
      ...clipped(line, stage),
      ...overflowing(line, stage),
      ...tooSmall(line),
      ...poorContrast(line, stage),
      ...covered(line, stage),
    ]),
    ...withoutGlyph(missingGlyphs),
    ...missingImages.map((url) => finding('missing image', url, STAGE, 'cannot be had or decoded: left out of the card')),
    ...overlaps(lines, stage),
    ...ellipses(lines),
    ...imagesNotLoaded(stage),
    ...imagesCut(stage),
  ];
}

export function isFault({ kind }: Finding): boolean {
  return FINDING_KINDS[kind] === 'fault';
}

function outsideStage({ text, ink }: TextLine): readonly Finding[] {
  const by = excess(ink, STAGE);
  return by > TOLERANCE_PX ? [finding('outside the stage', text, ink, `${px(by)} of it leave the picture`)] : [];
}

function clipped(line: TextLine, stage: HTMLElement): readonly Finding[] {
  const { text, ink, allInk, element } = line;
  const clip = clipOf(element, stage);
  const by = excess(ink, clip);
  if (by > INK_TOLERANCE_PX) return [finding('clipped', text, ink, `${px(by)} of it are cut off by what is around it`)];
  const seen = within(clip, STAGE);
  if (excess(allInk, seen) <= excess(ink, seen) + INK_TOLERANCE_PX) return [];
  return [finding('marks cut', text, within(allInk, seen), 'marks beyond three a letter are cut off')];
}

/** Letters outside a box that should hold them, whether or not anything cuts them there. */
function overflowing({ text, body, element, style }: TextLine, stage: HTMLElement): readonly Finding[] {
  const origin = stage.getBoundingClientRect();
  const tolerance = TOLERANCE_PX + Number.parseFloat(style.fontSize) * OVERSHOOT;
  for (const container of containersOf(element, stage)) {
    const by = excess(body, movedTo(origin, container.getBoundingClientRect()));
    if (by > tolerance) return [finding('overflow', text, body, `sticks out of ${nameOf(container)} by ${px(by)}`)];
  }
  return [];
}

function tooSmall({ text, ink, style }: TextLine): readonly Finding[] {
  const size = Number.parseFloat(style.fontSize);
  if (size >= MIN_FONT_PX) return [];
  return [finding('too small', text, ink, `${px(size)} high letters; at least ${MIN_FONT_PX} px can be read in a feed`)];
}

function poorContrast(line: TextLine, stage: HTMLElement): readonly Finding[] {
  const contrast = contrastOf(line, stage);
  const min = minContrastOf(line);
  if (contrast === undefined || contrast >= min) return [];
  return [finding('poor contrast', line.text, line.ink, `${contrast.toFixed(1)} : 1, less than ${min} : 1`)];
}

function covered(line: TextLine, stage: HTMLElement): readonly Finding[] {
  const cover = coverOf(line, stage);
  return cover ? [finding('covered', line.text, line.ink, `lies under ${nameOf(cover)}`)] : [];
}

/** They are left out of the card, so that no place on it can be shown. */
function withoutGlyph(missingGlyphs: readonly string[]): readonly Finding[] {
  if (missingGlyphs.length === 0) return [];
  const codes = missingGlyphs.map(codePointOf);
  const named = `${codes.slice(0, 5).join(', ')}${codes.length > 5 ? ' …' : ''}`;
  return [finding('missing glyph', missingGlyphs.join(' '), STAGE, `no font has ${named}: left out of the card`)];
}

/**
 * Two texts on one another. Marks that leave their line (zalgo) are fine on their own text and on bare ground; on another
 * text they are a fault. Lines of one text may touch with what hangs out of them, not with their letters.
 */
function overlaps(lines: readonly TextLine[], stage: HTMLElement): readonly Finding[] {
  const painted = lines.map((line) => within(line.allInk, clipOf(line.element, stage)));
  const blocks = lines.map((line) => containersOf(line.element, stage)[0]);
  const findings: Finding[] = [];
  lines.forEach((line, at) => {
    lines.slice(at + 1).forEach((other, offset) => {
      const next = at + 1 + offset;
      const sameText = blocks[at] === blocks[next];
      const [a, b] = sameText ? [line.body, other.body] : [painted[at], painted[next]];
      if (!a || !b) return;
      const common = within(a, b);
      const depth = Math.min(common.right - common.left, common.bottom - common.top);
      if (depth > INK_TOLERANCE_PX) findings.push(finding('overlap', line.text, common, `lies on “${shortened(other.text)}”`));
    });
  });
  return findings;
}

function ellipses(lines: readonly SeenLine[]): readonly Finding[] {
  return lines
    .filter(({ ellipsis }) => ellipsis)
    .map(({ text, ink }) => finding('cut with an ellipsis', text, ink, 'the text goes on, but there is no room for it'));
}

function imagesNotLoaded(stage: HTMLElement): readonly Finding[] {
  const origin = stage.getBoundingClientRect();
  return [...stage.querySelectorAll('img')]
    .filter((image) => !image.complete || image.naturalWidth === 0)
    .map((image) => {
      const rect = movedTo(origin, image.getBoundingClientRect());
      return finding('image not loaded', image.getAttribute('src') ?? '', rect, 'the address gives no image');
    });
}

/** A box with an image that leaves the picture, or what is around it. What object-fit cuts off inside of the box is the design's. */
function imagesCut(stage: HTMLElement): readonly Finding[] {
  const origin = stage.getBoundingClientRect();
  return [...stage.querySelectorAll('img')]
    .filter((image) => !image.closest('[aria-hidden="true"]'))
    .flatMap((image) => {
      const rect = movedTo(origin, image.getBoundingClientRect());
      const address = image.getAttribute('src') ?? '';
      const outside = excess(rect, STAGE);
      if (outside > TOLERANCE_PX) return [finding('outside the stage', address, rect, `${px(outside)} of it leave the picture`)];
      const cut = excess(rect, clipOf(image, stage));
      return cut > TOLERANCE_PX ? [finding('clipped', address, rect, `${px(cut)} of it are cut off by what is around it`)] : [];
    });
}

function finding(kind: FindingKind, text: string, rect: Rect, detail: string): Finding {
  return { kind, text: shortened(text), rect, detail };
}

function nameOf(element: Element): string {
  return element.classList.length > 0 ? `.${[...element.classList].join('.')}` : element.tagName.toLowerCase();
}

function px(length: number): string {
  return `${Math.round(length)} px`;
}
