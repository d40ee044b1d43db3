// Which card a path in the log asks for. Again as data, for the query on AWS to do the same.
import { TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { DESIGN_VERSION } from '../../card-schema/design-version.ts';
import { SIGNATURE } from '../../card-schema/signature.ts';
import { isSigned } from '../../card-schema/template.ts';
import { FILE, NO_CARD } from './group.ts';

/**
 * CloudFront percent-encodes paths in its log, `~` among them, and viewers may have done so before: the spellings that a card's address may have,
 * and the character. In this order: what is encoded twice comes first.
 */
export const SPELLINGS: readonly (readonly [spelling: string, character: string])[] = [
  ['%25', '%'],
  ['%7E', '~'],
  ['%7e', '~'],
  ['%2D', '-'],
  ['%2d', '-'],
  ['%2E', '.'],
  ['%2e', '.'],
  ['%5F', '_'],
  ['%5f', '_'],
];

/** Slashes in a row are one (card-schema/normal-path.ts). Groups: template, values, signature. */
export const CARD_PATH = `^/+(?:~${DESIGN_VERSION}/+)?(?:([a-z][a-z0-9]{0,30})/+)?([A-Za-z0-9_-]+)(?:\\.(${SIGNATURE}))?\\.jpg$`;

export const OTHER_FILES: readonly string[] = ['/robots.txt', '/favicon.ico', '/fallback.jpg'];

/** `x-card-status` of an address that is not that of a card. */
export const DEFAULT_STATUS = 'default';

const PATTERN = new RegExp(CARD_PATH);

/** Templates by how their addresses are written; those at the root are one or none. */
export const ADDRESSED = {
  unsigned: inFolder((name) => !isSigned(templateNamed(name))),
  signed: inFolder((name) => isSigned(templateNamed(name))),
  fixed: TEMPLATE_NAMES.filter((name) => templateNamed(name).addressing === 'fixed') as readonly string[],
  root: TEMPLATE_NAMES.filter((name) => templateNamed(name).addressing === 'root') as readonly string[],
};

function inFolder(isOne: (name: string) => boolean): readonly string[] {
  return TEMPLATE_NAMES.filter((name) => ['closed', 'open'].includes(templateNamed(name).addressing) && isOne(name));
}

export const ROOT_IS_SIGNED = ADDRESSED.root.some((name) => isSigned(templateNamed(name)));

export interface NamedCard {
  readonly template: string;
  readonly card: string;
}

/** An address that got the default card is no card's, unless it is that of the default card itself. */
export function cardOfPath(path: string, status: string): NamedCard {
  const plain = SPELLINGS.reduce((text, [spelling, character]) => text.replaceAll(spelling, character), path);
  if (OTHER_FILES.includes(plain)) return { template: FILE, card: '' };
  const [, folder, values = '', signature] = PATTERN.exec(plain) ?? [];
  const template = values === '' ? undefined : templateOf(folder, values, signature !== undefined);
  if (template === undefined || (status === DEFAULT_STATUS && !ADDRESSED.fixed.includes(template)))
    return { template: NO_CARD, card: '' };
  return { template, card: `${template}/${values}` };
}

function templateOf(folder: string | undefined, values: string, hasSignature: boolean): string | undefined {
  const { unsigned, signed, fixed, root } = ADDRESSED;
  if (folder !== undefined) return (hasSignature ? signed : unsigned).find((name) => name === folder);
  if (fixed.includes(values)) return hasSignature ? undefined : values;
  return hasSignature === ROOT_IS_SIGNED ? root[0] : undefined;
}
