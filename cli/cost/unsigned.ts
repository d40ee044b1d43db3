// Of each template without a signature: how many pictures a stranger can ask for, and what drawing all of them costs.
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { pictureCount } from '../../card-schema/picture-count.ts';
import { isSigned, type Template } from '../../card-schema/template.ts';
import { allPicturesCost } from './floods.ts';
import { ASSUMED, type Assumptions } from './model.ts';

export interface UnsignedTemplate {
  readonly template: string;
  readonly pictures: bigint;
  /** For each design version. */
  readonly usd: number;
}

export function unsignedTemplates(
  assumptions: Assumptions = ASSUMED,
  templates: Readonly<Record<string, Pick<Template, 'addressing' | 'fields' | 'signed'>>> = TEMPLATES as unknown as Record<
    string,
    Template
  >, // seen from here each has some fields
): readonly UnsignedTemplate[] {
  return Object.entries(templates).flatMap(([template, about]) => {
    const pictures = isSigned(about) ? undefined : pictureCount(about);
    return pictures === undefined ? [] : [{ template, pictures, usd: allPicturesCost(pictures, assumptions) }];
  });
}

/** The most pictures that one of them has: what a flood of valid cards can ask for. */
export function mostUnsignedPictures(found: readonly UnsignedTemplate[] = unsignedTemplates()): bigint {
  return found.reduce((most, { pictures }) => (pictures > most ? pictures : most), 0n);
}

/** In groups of three digits, or as a power of ten where nobody would count them. */
export function formatCount(count: bigint): string {
  const digits = count.toString();
  if (digits.length <= 15) return count.toLocaleString('en');
  return `${digits[0]}.${digits[1]} × 10^${digits.length - 1}`;
}
