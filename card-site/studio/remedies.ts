import type { DrawRefusal } from '../../card-schema/card-page.ts';

/** What a person can do about a card that cannot be drawn. */
const REMEDIES: Readonly<Record<DrawRefusal, string>> = {
  'unknown template': 'Name its component in card-site/src/cards/templates.tsx.',
  'font failed': 'Reload the page; if it fails again, the font file is missing or broken.',
  'image failed': 'Check the address: it must answer with a JPEG, PNG, WebP, GIF or AVIF from a host that the deployment allows.',
  'text lost': 'No font has half of its letters, or more: write it in another script, or add a font that has them.',
  'text does not fit': 'Shorten it, or give its box more room in the template’s CSS.',
  'timed out': 'Try again; an image or a font took too long to come.',
  unexpected: 'The template’s component threw this error: the browser’s console says where.',
};

export function remedyFor(reason: DrawRefusal): string {
  return REMEDIES[reason];
}

/** For a photo that cannot be had. */
export const PHOTO_REMEDY = 'It was removed, or it is of another stack: send it again, or choose another one.';
