// `npm run cards -- <command>`: one card at a time, without a running stack.
import { signCardPath } from '../../card-schema/card-path.ts';
import { originOf } from '../../card-schema/card-url.ts';
import { TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { aboutField } from '../../card-schema/fields.ts';
import type { Template } from '../../card-schema/template.ts';
import { parseValues } from '../../card-schema/values.ts';
import { designVersions } from '../build/design-versions.ts';
import { DEFAULT_DATA } from '../stack/config.ts';
import { drawCardFile, putCard } from './draw.ts';
import { cardOf, DEFAULT_ORIGIN, openPath, readCommandLine, signingKeyFor, UsageError } from './options.ts';
import { prerender } from './prerender.ts';

type Command = (args: readonly string[]) => Promise<string>;

const COMMANDS: Readonly<Record<string, Command>> = { url, sign, verify, draw, put, prerender };

async function url(args: readonly string[]): Promise<string> {
  const line = readCommandLine(args, ['origin', 'versioned']);
  const origin = originOf(line.options.origin ?? DEFAULT_ORIGIN);
  const card = await cardOf(line);
  const version = line.options.versioned ? (await designVersions())[card.template] : undefined;
  // A closed card needs no key, so none is asked for.
  const key = TEMPLATES[card.template].addressing === 'open' ? signingKeyFor(origin) : undefined;
  return `${origin}${await signCardPath(card, key, version)}`;
}

async function sign(args: readonly string[]): Promise<string> {
  const { words, options } = readCommandLine(args, ['origin']);
  const [word = ''] = words;
  const [, template, payload] = /^\/?([a-z][a-z0-9]*)\/([A-Za-z0-9_-]+)(?:\.jpg)?$/.exec(word) ?? [];
  if (!template || !payload || words.length > 1)
    throw new UsageError('Give <template>/<payload>, such as a signer in another language makes it.');
  return signCardPath(parseValues(template, payload), signingKeyFor(options.origin ?? DEFAULT_ORIGIN));
}

async function verify(args: readonly string[]): Promise<string> {
  const { words, options } = readCommandLine(args, ['origin']);
  const [word] = words;
  if (word === undefined || words.length > 1) throw new UsageError('Give one path or address of a card.');
  return JSON.stringify(await openPath(word, options.origin), undefined, 2);
}

async function draw(args: readonly string[]): Promise<string> {
  const line = readCommandLine(args, ['origin', 'out']);
  return drawCardFile(await cardOf(line), line.options.out ?? 'card.jpg');
}

async function put(args: readonly string[]): Promise<string> {
  const line = readCommandLine(args, ['origin', 'data', 'file']);
  return putCard(await cardOf(line), line.options.data ?? DEFAULT_DATA, line.options.file);
}

function help(): string {
  const templates = Object.entries(TEMPLATES as unknown as Record<string, Template>).map(([name, { about, fields }]) => {
    const rows = Object.entries(fields).map(
      ([field, schema]) => `      --${field.padEnd(10)} ${aboutField(schema).allowed}${schema.isOptional() ? ', optional' : ''}`,
    );
    return [`  ${name}: ${about}`, ...rows].join('\n');
  });
  return `Usage: npm run -s cards -- <command> <template> [--field value …]

  url       prints a card's address       --origin ${DEFAULT_ORIGIN}  --versioned puts the design version in
  sign      signs <template>/<payload>, and prints the path
  verify    says which card a path or address is; exit code 1 if its signature is wrong
  draw      writes the picture            --out card.jpg
  put       draws and stores the picture  --data ${DEFAULT_DATA}  --file stores a JPEG of your own

url, draw and put also take a path or an address instead of a template. put leaves a picture that is there as it is.
The signing key is EDGECARD_SIGNING_KEY; without it, the local stack's. Fields of several texts are given once per text.

Templates and their fields (${TEMPLATE_NAMES.length}):
${templates.join('\n')}`;
}

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help' || args.includes('--help')) {
    console.log(help());
    return;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command)
    throw new UsageError(`No command is called ${JSON.stringify(name)}; there are ${Object.keys(COMMANDS).join(', ')}.`);
  console.log(await command(args));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // A folder that is not there, a disk that is full: the system's own sentence says it.
  const told = error instanceof UsageError || error instanceof CardError || (error instanceof Error && 'syscall' in error);
  if (!told) throw error;
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
