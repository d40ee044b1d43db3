// The commands about addresses: url, sign, verify.

import { signCardPath } from '../../card-schema/card-path.ts';
import { templateNamed } from '../../card-schema/catalogue.ts';
import { quoted } from '../../card-schema/errors.ts';
import { examplePath } from '../../card-schema/example-card.ts';
import { isSigned } from '../../card-schema/template.ts';
import { parseValues } from '../../card-schema/values.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { DEMO_IMAGE_HOST } from '../../local/stack/demo-images.ts';
import { warningsWithoutDrawing } from '../card-warnings.ts';
import { command } from '../terminal/command.ts';
import { UsageError } from '../terminal/errors.ts';
import { signedLine, unsignedLine, unsignedPayload } from '../terminal/example-lines.ts';
import {
  asTyped,
  cardOf,
  DEFAULT_ORIGIN,
  IMAGE_HOSTS,
  isThisMachine,
  localOrigin,
  ORIGIN,
  openPath,
  PORT,
  signingKeyFor,
} from '../terminal/options.ts';

const SIGN_ONE = 'Give <template>/<payload>, such as a signer in another language makes it.';
const KEY_NOTE = 'The signing key is EDGECARD_SIGNING_KEY; without it, the local stack’s.';

export const url = command({
  description: 'prints a card’s address',
  usage: '<template> [--field value …] | <path or address>',
  takesCard: true,
  options: {
    origin: ORIGIN,
    port: { ...PORT, description: `${PORT.description}; instead of --origin` },
    versioned: { type: 'boolean', description: 'puts the design version in' },
    'image-hosts': { ...IMAGE_HOSTS, description: 'hosts from which the deployment’s cards may show images: warns of others' },
  },
  examples: [`url ${unsignedLine()}`, `url ${signedLine()} --origin https://social.app.com --versioned`],
  notes: `${KEY_NOTE} Warns, on standard error, of characters that no font has, and of images from other hosts.`,
  async run(line) {
    const { port, origin = localOrigin(port) } = line.options;
    if (port !== undefined && line.options.origin !== undefined)
      throw new UsageError('Give one of --origin, for a deployment, and --port, for a local stack.');
    const card = await cardOf(line, line.options.origin);
    const version = line.options.versioned ? (await designVersions())[card.template] : undefined;
    // A card without a signature needs no key, so none is asked for.
    const key = isSigned(templateNamed(card.template)) ? signingKeyFor(origin) : undefined;
    const address = `${origin}${await signCardPath(card, key, version)}`;
    const warnings = await warningsWithoutDrawing(card, hostsOf(origin, line.options['image-hosts']));
    return { text: address, json: { address, ...(warnings.length > 0 ? { warnings } : {}) }, warnings };
  },
});

/** Of the local stack it is known which hosts it allows; of a deployment only who asks knows. */
function hostsOf(origin: string, given: readonly string[] | undefined): readonly string[] | undefined {
  return isThisMachine(origin) ? [DEMO_IMAGE_HOST, ...(given ?? [])] : given;
}

export const sign = command({
  description: 'signs <template>/<payload>, and prints the path',
  usage: '<template>/<payload>',
  words: { usage: '<template>/<payload>', min: 1, max: 1, otherwise: SIGN_ONE },
  options: { origin: ORIGIN },
  examples: [`sign ${unsignedPayload() ?? '<template>/<payload>'}`],
  notes: `For signers in another language to compare themselves with. ${KEY_NOTE}`,
  async run({ words, options }) {
    const [word = ''] = words;
    const [, template, payload] = /^\/?([a-z][a-z0-9]*)\/([A-Za-z0-9_-]+)(?:\.jpg)?$/.exec(word.trim()) ?? [];
    if (!template || !payload) throw new UsageError(`${SIGN_ONE} Got ${quoted(word)}.`);
    const card = await asTyped('', () => parseValues(template, payload));
    const path = await signCardPath(card, signingKeyFor(options.origin ?? DEFAULT_ORIGIN));
    return { text: path, json: { path } };
  },
});

export const verify = command({
  description: 'says which card a path or address is; exit code 1 if it is not a card, or its signature is wrong',
  usage: '<path or address>',
  words: { usage: '<path or address>', min: 1, max: 1, otherwise: 'Give one path or address of a card.' },
  options: { origin: ORIGIN },
  examples: [`verify ${examplePath()}`, `verify https://social.app.com${examplePath()}?utm_source=x`],
  notes: `What follows ? or # is cut off, and %7E, %2D and // are read as at the edge. ${KEY_NOTE}`,
  async run({ words, options }) {
    const [word = ''] = words;
    const card = await openPath(word, options.origin);
    return { text: JSON.stringify(card, undefined, 2), json: card };
  },
});
