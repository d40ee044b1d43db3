// The commands about addresses: url, sign, verify.

import { signCardPath } from '../../card-schema/card-path.ts';
import { originOf } from '../../card-schema/card-url.ts';
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { examplePath } from '../../card-schema/example-card.ts';
import { parseValues } from '../../card-schema/values.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { DEMO_IMAGE_HOST } from '../../local/stack/demo-images.ts';
import { warningsWithoutDrawing } from '../card-warnings.ts';
import { command } from '../terminal/command.ts';
import { signedLine, unsignedLine, unsignedPayload } from '../terminal/example-lines.ts';
import {
  cardOf,
  DEFAULT_ORIGIN,
  IMAGE_HOSTS,
  imageHostsOf,
  ORIGIN,
  openPath,
  signingKeyFor,
  UsageError,
} from '../terminal/options.ts';

const KEY_NOTE = 'The signing key is EDGECARD_SIGNING_KEY; without it, the local stack’s.';

export const url = command({
  description: 'prints a card’s address',
  usage: '<template> [--field value …] | <path or address>',
  takesCard: true,
  options: {
    origin: ORIGIN,
    versioned: { type: 'boolean', description: 'puts the design version in' },
    'image-hosts': { ...IMAGE_HOSTS, description: 'hosts from which the deployment’s cards may show images: warns of others' },
  },
  examples: [`url ${unsignedLine()}`, `url ${signedLine()} --origin https://social.app.com --versioned`],
  notes: `${KEY_NOTE} Warns, on standard error, of characters that no font has, and of images from other hosts.`,
  async run(line) {
    const origin = originOf(line.options.origin ?? DEFAULT_ORIGIN);
    const card = await cardOf(line, line.options.origin);
    const version = line.options.versioned ? (await designVersions())[card.template] : undefined;
    // A closed card needs no key, so none is asked for.
    const key = TEMPLATES[card.template].addressing === 'open' ? signingKeyFor(origin) : undefined;
    const address = `${origin}${await signCardPath(card, key, version)}`;
    const warnings = await warningsWithoutDrawing(card, hostsOf(origin, line.options['image-hosts']));
    return { text: address, json: { address, ...(warnings.length > 0 ? { warnings } : {}) }, warnings };
  },
});

/** Of the local stack it is known which hosts it allows; of a deployment only who asks knows. */
function hostsOf(origin: string, given: string | undefined): readonly string[] | undefined {
  if (origin === DEFAULT_ORIGIN) return [DEMO_IMAGE_HOST, ...imageHostsOf(given)];
  return given === undefined ? undefined : imageHostsOf(given);
}

export const sign = command({
  description: 'signs <template>/<payload>, and prints the path',
  usage: '<template>/<payload>',
  options: { origin: ORIGIN },
  examples: [`sign ${unsignedPayload() ?? '<template>/<payload>'}`],
  notes: `For signers in another language to compare themselves with. ${KEY_NOTE}`,
  async run({ words, options }) {
    const [word = ''] = words;
    const [, template, payload] = /^\/?([a-z][a-z0-9]*)\/([A-Za-z0-9_-]+)(?:\.jpg)?$/.exec(word.trim()) ?? [];
    if (!template || !payload || words.length > 1)
      throw new UsageError('Give <template>/<payload>, such as a signer in another language makes it.');
    const path = await signCardPath(parseValues(template, payload), signingKeyFor(options.origin ?? DEFAULT_ORIGIN));
    return { text: path, json: { path } };
  },
});

export const verify = command({
  description: 'says which card a path or address is; exit code 1 if it is not a card, or its signature is wrong',
  usage: '<path or address>',
  options: { origin: ORIGIN },
  examples: [`verify ${examplePath()}`, `verify https://social.app.com${examplePath()}?utm_source=x`],
  notes: `What follows ? or # is cut off, and %7E, %2D and // are read as at the edge. ${KEY_NOTE}`,
  async run({ words, options }) {
    const [word] = words;
    if (word === undefined || words.length > 1) throw new UsageError('Give one path or address of a card.');
    const card = await openPath(word, options.origin);
    return { text: JSON.stringify(card, undefined, 2), json: card };
  },
});
