// The public path of a card. The grammar is a table in docs/3-addresses.md; `formatCardPath(parseCardPath(x)) === x` for every accepted x.
import { type Card, TEMPLATE_NAMES, TEMPLATES, templateNamed } from './catalogue.ts';
import { DESIGN_VERSION } from './design-version.ts';
import { CardError } from './errors.ts';
import { checkSigningKey, SIGNATURE, signatureOf, verifySignature } from './signature.ts';
import { isSigned } from './template.ts';
import { formatValues, parseValues } from './values.ts';

/**
 * Longest path in characters: half of what CloudFront takes for an address with its query, so that crawlers may hang their marks
 * to it. `npm run check` proves that the longest card of each template fits.
 */
export const MAX_PATH_LENGTH = 4096;

const ROOT_TEMPLATE = TEMPLATE_NAMES.find((name) => TEMPLATES[name].addressing === 'root');

const PATH = new RegExp(
  `^/(?:~(?<version>${DESIGN_VERSION})/)?(?:(?<template>[a-z][a-z0-9]{0,30})/)?(?<values>[A-Za-z0-9_-]+)(?:\\.(?<signature>${SIGNATURE}))?\\.jpg$`,
);

export interface CardPath {
  readonly card: Card;
  /** The `~…` segment, which changes the address when the picture would; any well-formed one will do. */
  readonly designVersion?: string;
  /** Present for signed templates; not yet verified. */
  readonly signature?: string;
}

/** Reads a path without judging its signature. Throws CardError. Linear in the length of the path. */
export function parseCardPath(path: string): CardPath {
  const { version, signature, template, values } = matchPath(path);
  return {
    card: parseValues(template, values),
    ...(version === undefined ? {} : { designVersion: version }),
    ...(signature === undefined ? {} : { signature }),
  };
}

/**
 * Reads a path that a stranger sent, such as `/12-34-10.jpg` or `/article/<payload>.<signature>.jpg`, without a query: the signature
 * is checked, against each key, before the payload is even decoded. Throws CardError `no_signing_key` or `bad_signature`, and
 * `not_a_card`, `unknown_template`, `invalid_params` or `too_long` as parseCardPath does.
 */
export async function verifyCardPath(path: string, signingKeys: readonly string[]): Promise<Card> {
  const { template, values, signature } = matchPath(path);
  if (signature !== undefined) {
    if (signingKeys.length === 0)
      throw new CardError('no_signing_key', `No signing key is set, so ${template} cards cannot be opened.`);
    if (!(await verifySignature(signature, `${template}/${values}`, signingKeys))) {
      throw new CardError('bad_signature', 'The signature vouches for another path, or was made with another key.');
    }
  }
  return parseValues(template, values);
}

/** Writes the path of a card. For a signed template the signature must be there already: see signCardPath. */
export function formatCardPath({ card, designVersion, signature }: CardPath): string {
  const template = templateNamed(card.template);
  const { addressing } = template;
  if (isSigned(template) !== (signature !== undefined)) {
    throw new CardError('bad_signature', `A path of ${card.template} ${isSigned(template) ? 'needs a' : 'has no'} signature.`);
  }
  const folder = addressing === 'root' || addressing === 'fixed' ? '' : `${card.template}/`;
  const version = designVersion === undefined ? '' : `~${designVersion}/`;
  const path = `/${version}${folder}${formatValues(card)}${signature === undefined ? '' : `.${signature}`}.jpg`;
  if (path.length > MAX_PATH_LENGTH) {
    throw new CardError(
      'too_long',
      `The path has ${path.length} characters, more than ${MAX_PATH_LENGTH}: shorten the texts or the image addresses.`,
    );
  }
  return path;
}

/** Writes the path of a card and, where its template is signed, signs it with the key. Throws CardError `no_signing_key`, `bad_config`, `too_long`. */
export async function signCardPath(card: Card, signingKey: string | undefined, designVersion?: string): Promise<string> {
  const version = designVersion === undefined ? {} : { designVersion };
  if (!isSigned(templateNamed(card.template))) return formatCardPath({ card, ...version });
  if (!signingKey) throw new CardError('no_signing_key', `A card of ${card.template} needs a signing key.`);
  checkSigningKey(signingKey);
  const signature = await signatureOf(`${card.template}/${formatValues(card)}`, signingKey);
  return formatCardPath({ card, signature, ...version });
}

interface PathParts {
  readonly version: string | undefined;
  readonly template: string;
  readonly values: string;
  readonly signature: string | undefined;
}

function shapeOf(name: string): string {
  const { addressing, signed = false } = templateNamed(name);
  if (addressing === 'fixed') return `/${name}.jpg`;
  return `/${addressing === 'root' ? '' : `${name}/`}…${isSigned({ addressing, signed }) ? '.<signature>' : ''}.jpg`;
}

function matchPath(path: string): PathParts {
  if (path.length > MAX_PATH_LENGTH)
    throw new CardError('too_long', `A path has at most ${MAX_PATH_LENGTH} characters; got ${path.length}.`);
  const { version, template: folder, values, signature } = PATH.exec(path)?.groups ?? {};
  if (values === undefined) throw new CardError('not_a_card', 'The path is not that of a card.');
  const name = folder ?? templateOfRootPath(values);
  const template = templateNamed(name);
  const inFolder = template.addressing === 'closed' || template.addressing === 'open';
  if (inFolder !== (folder !== undefined) || isSigned(template) !== (signature !== undefined)) {
    throw new CardError('not_a_card', `Paths of ${name} are not written like this, but like ${shapeOf(name)}.`);
  }
  return { version, template: name, values, signature };
}

/** The template of a path without a folder: one without fields by its own name, else the root template. */
function templateOfRootPath(values: string): string {
  if (Object.hasOwn(TEMPLATES, values) && templateNamed(values).addressing === 'fixed') return values;
  if (!ROOT_TEMPLATE) throw new CardError('not_a_card', 'No template has its cards at the root.');
  return ROOT_TEMPLATE;
}
