// What several commands of `npm run cards` have in common: options, and the card that a command line names.
import { parseCardAddress } from '../../card-schema/card-address.ts';
import { parseCardPath, verifyCardPath } from '../../card-schema/card-path.ts';
import { originOf } from '../../card-schema/card-url.ts';
import { type Card, createCard, TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { CardError, quoted } from '../../card-schema/errors.ts';
import { examplePath } from '../../card-schema/example-card.ts';
import { DEVELOPMENT_KEYS, SETTINGS } from '../../edge/core/config.ts';
import { DEFAULT_PORT, MAX_PORT } from '../../local/stack/ports.ts';
import type { CommandLine } from './command.ts';
import { configuredKeys } from './configured-keys.ts';
import { UsageError } from './errors.ts';
import type { Options } from './option.ts';
import { photoHint } from './photo-hint.ts';
import { quotesHint } from './read-line.ts';

/** Of the local stack's pictures. */
export const localOrigin = (port = DEFAULT_PORT) => `http://127.0.0.1:${port}`;

export const DEFAULT_ORIGIN = localOrigin();

/** An origin as an option has it: nothing for what is none. */
export function readOrigin(text: string): string | undefined {
  try {
    return originOf(text);
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}

/** The options that several commands have, so that they say the same everywhere. */
export const ORIGIN = {
  type: 'string',
  value: 'ORIGIN',
  description: `of the pictures; ${DEFAULT_ORIGIN} if left out`,
  parse: readOrigin,
  allowed: 'an origin such as https://social.app.com, with nothing behind the host',
} as const satisfies Options[string];

export const PORT = {
  type: 'integer',
  value: 'N',
  description: 'that npm start was given, where it is another than its own',
  min: 1,
  max: MAX_PORT,
} as const satisfies Options[string];

export const IMAGE_HOSTS = {
  type: 'string',
  value: 'A,B',
  description: 'your own hosts from which cards may show images, separated by commas',
  parse: SETTINGS.imageHosts.parse,
  allowed: SETTINGS.imageHosts.allowed,
} as const satisfies Options[string];

export const PHOTO_BUCKET = {
  type: 'string',
  value: 'NAME',
  description: 'where the photos are',
  parse: (text: string) => SETTINGS.photoBucket.parse(text),
  allowed: 'an S3 bucket name',
} as const satisfies Options[string];

/** The card that the words name: a template with its fields as options, or a path or URL, whose signature must be right. */
export async function cardOf(line: Pick<CommandLine, 'words' | 'fields'>, origin?: string): Promise<Card> {
  const word = oneWord(line.words);
  if (!(TEMPLATE_NAMES as readonly string[]).includes(word) && parseCardAddress(word))
    return asTyped(`${quoted(word)}: `, () => openPath(word, origin));
  return asTyped('', () => createCard(word, line.fields), photoHint(word, line.fields));
}

/** Codes of what is wrong with the command line itself: it can be seen without a key, a browser or a network. */
const WRONG_AS_TYPED: ReadonlySet<string> = new Set(['not_a_card', 'unknown_template', 'invalid_params', 'too_long']);

/** What was typed, and is wrong in itself, is a mistake in the command line. Throws UsageError with the card's code. */
export async function asTyped<T>(prefix: string, read: () => T | Promise<T>, hint = ''): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CardError && WRONG_AS_TYPED.has(error.code))) throw error;
    throw new UsageError(`${prefix}${error.message}${hint}`, { code: error.code, cause: error });
  }
}

function oneWord([word, ...more]: readonly string[]): string {
  if (word === undefined)
    throw new UsageError(`Name a template (${TEMPLATE_NAMES.join(', ')}), or give a path such as ${examplePath()}.`);
  if (more.length > 0) throw new UsageError(`One card at a time; got ${more.map(quoted).join(', ')} as well.${quotesHint(more)}`);
  return word;
}

/** The card of a path or an address as the edge takes it, whose signature must be right. */
export async function openPath(word: string, origin: string | undefined): Promise<Card> {
  const address = parseCardAddress(word);
  if (!address) throw new UsageError(`${JSON.stringify(word)} is neither a path nor an address.`);
  // An address brings its own origin, and with it the question whose key it is.
  const { path, origin: own = DEFAULT_ORIGIN } = address;
  if (parseCardPath(path).signature === undefined) return verifyCardPath(path, []);
  return verifyCardPath(path, [signingKeyFor(origin ?? own), ...configuredKeys('EDGECARD_SIGNING_KEY').slice(1)]);
}

/** From EDGECARD_SIGNING_KEY; the public development key serves this machine's own stack only. */
export function signingKeyFor(origin: string): string {
  const [key] = configuredKeys('EDGECARD_SIGNING_KEY');
  if (key) return key;
  if (isThisMachine(origin)) return DEVELOPMENT_KEYS.signing;
  throw new UsageError(`Set EDGECARD_SIGNING_KEY to the key of ${origin}; the development key is for the local stack.`);
}

export function isThisMachine(origin: string): boolean {
  const { hostname } = URL.canParse(origin) ? new URL(origin) : { hostname: '' };
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
}
