// A plugin for Vite that gives the card site its fonts for other scripts than Latin, Greek and Cyrillic, and says which characters
// they and the emoji font have. As @font-face rules they would be 0.9 MB of style sheet for every card; as tables of their own they
// cost a card only what its texts need.
import { parse } from 'node:path';
import type { Plugin } from 'vite';
import { projectPath } from '../../project-path.ts';
import { emojiCodePoints } from './emoji-font.ts';
import { writeRanges } from './font-coverage.ts';
import { BEHIND, type FontFamily, MORE_FAMILIES, STACK_FAMILIES } from './font-families.ts';
import { type FontChunk, type FontFile, fontChunks, readFontFile } from './font-files.ts';

/** The module that names the families of the stack, that of all the others, and those with the files of one family. */
const STACK = 'virtual:script-fonts';
const MORE = `${STACK}/more`;
const ONE = `${STACK}/family/`;

/** Gives a file's address. */
type AddressOf = (file: FontFile) => Promise<string>;

export function scriptFonts(): Plugin {
  let building = false;
  return {
    name: 'script-fonts',
    configResolved({ command }) {
      building = command === 'build';
    },
    resolveId: (id) => (id === STACK || id.startsWith(`${STACK}/`) ? `\0${id}` : undefined),
    async load(id) {
      const addressOf: AddressOf = async (file) => {
        if (!building) return `/@fs${projectPath(file.path)}`;
        const { fileName, source } = await asset(file);
        this.emitFile({ type: 'asset', fileName, source });
        return `/${fileName}`;
      };
      if (id === `\0${STACK}`) return moduleOfStack();
      if (id === `\0${MORE}`) return moduleOfMore(addressOf);
      if (!id.startsWith(`\0${ONE}`)) return undefined;
      const name = id.slice(ONE.length + 1);
      const family = [...STACK_FAMILIES, ...MORE_FAMILIES].find((each) => slug(each) === name);
      return family && `export const FILES = ${JSON.stringify(await tableOf(family, addressOf))};`;
    },
  };
}

async function moduleOfStack(): Promise<string> {
  const families = STACK_FAMILIES.map((family) => `${quoted(family)}: ${entryOf(family)}`);
  return `export const FAMILIES = {\n${families.join(',\n')}\n};
export const EMOJI = ${JSON.stringify(writeRanges(await emojiCodePoints()))};
export const loadMore = () => import(${JSON.stringify(MORE)});`;
}

async function moduleOfMore(addressOf: AddressOf): Promise<string> {
  const families = MORE_FAMILIES.map(async (family) => {
    const value = family.long ? entryOf(family) : JSON.stringify(await tableOf(family, addressOf));
    return `${quoted(family)}: ${value}`;
  });
  return `export const MORE = {\n${(await Promise.all(families)).join(',\n')}\n};
export const BEHIND = ${JSON.stringify(BEHIND)};`;
}

/** Of a family only in which blocks of 256 characters it has any: enough to know when its table is worth loading. */
function entryOf(family: FontFamily): string {
  const blocks = fontChunks(family).flatMap(({ codePoints }) => codePoints.map((codePoint) => codePoint >> 8));
  return `{ blocks: ${JSON.stringify(writeRanges(blocks))}, load: () => import(${JSON.stringify(`${ONE}${slug(family)}`)}) }`;
}

async function tableOf(family: FontFamily, addressOf: AddressOf): Promise<readonly (readonly string[])[]> {
  return Promise.all(fontChunks(family).map((chunk) => rowOf(chunk, addressOf)));
}

async function rowOf({ codePoints, files }: FontChunk, addressOf: AddressOf): Promise<readonly string[]> {
  const [regular, bold] = files;
  const addresses = regular === bold ? [regular] : [regular, bold];
  return [writeRanges(codePoints), ...(await Promise.all(addresses.map(addressOf)))];
}

async function asset(file: FontFile): Promise<{ fileName: string; source: Uint8Array }> {
  const { name, ext } = parse(file.path);
  return { fileName: `assets/${name}-${file.sha256.slice(0, 8)}${ext}`, source: await readFontFile(file) };
}

function slug({ family }: FontFamily): string {
  return family.toLowerCase().replaceAll(' ', '-');
}

function quoted({ family }: FontFamily): string {
  return JSON.stringify(family);
}
