// Copies the font files that cards are drawn with out of their packages, which carry nine weights of each in two
// formats, into card-site/fonts/files, cuts the rare characters out of the whole fonts, and writes down who draws what in
// card-site/fonts/font-table.json. Needed after a change of font-families.ts or of a font package's version.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { create, type Font } from 'fontkit';
import { writeRanges } from '../../card-site/fonts/font-coverage.ts';
import {
  EMOJI_FAMILY,
  EMOJI_PACKAGE,
  type FontFamily,
  MORE_FAMILIES,
  OWN_FONTS,
  STACK_FAMILIES,
} from '../../card-site/fonts/font-families.ts';
import type { FontFile, FontRow } from '../../card-site/fonts/font-files.ts';
import { projectPath } from '../../project-path.ts';
import { sayWhatChanged } from '../what-changed.ts';
import { cutChunks } from './cut-fonts.ts';
import { folderOf, sourceChunks } from './font-sources.ts';
import { withoutTable } from './without-table.ts';

const FILES = 'card-site/fonts/files';
const TABLE = 'card-site/fonts/font-table.json';

/** Prints which files are new, changed or gone. */
export function vendorFonts(): Promise<void> {
  return sayWhatChanged([`${FILES}/**`, TABLE], writeFonts);
}

async function writeFonts(): Promise<void> {
  await rm(projectPath(FILES), { recursive: true, force: true });
  const table: [family: string, rows: readonly FontRow[]][] = [[EMOJI_FAMILY, [await emojiRow()]]];
  for (const family of [...STACK_FAMILIES, ...MORE_FAMILIES])
    table.push([family.family, await (family.rare ? cutRows(family) : copiedRows(family))]);
  await writeFile(projectPath(TABLE), formatTable(table));
}

async function copiedRows(family: FontFamily): Promise<readonly FontRow[]> {
  const rows: FontRow[] = [];
  for (const { codePoints, files } of await sourceChunks(family)) {
    const [regular, bold] = [await vendor(family, files[0]), await vendor(family, files[1])];
    rows.push({ characters: writeRanges(codePoints), files: regular.path === bold.path ? [regular] : [regular, bold] });
  }
  return rows;
}

async function cutRows(family: FontFamily): Promise<readonly FontRow[]> {
  const rows: FontRow[] = [];
  const slug = slugOf(family);
  for (const { block, codePoints, fonts } of await cutChunks(family)) {
    const name = (weight: number) => `${slug}-rare-${block.toString(16)}-${weight}-normal.ttf`;
    const files = [await store(family, name(400), fonts[0]), await store(family, name(700), fonts[1])];
    rows.push({ characters: writeRanges(codePoints), files });
  }
  return rows;
}

/** Without the table of SVG pictures, 20 of the font's 25 MB, which Chromium does not read. */
async function emojiRow(): Promise<FontRow> {
  const family = { family: EMOJI_FAMILY, package: EMOJI_PACKAGE };
  const font = await readFile(join(folderOf(family), '400Regular/NotoColorEmoji_400Regular.ttf'));
  return { characters: '', files: [await store(family, 'NotoColorEmoji.ttf', withoutTable(font, 'SVG '))] };
}

/** Copies a file of a package that the project itself does not install. */
async function vendor(family: FontFamily, file: string): Promise<FontFile> {
  const bytes = await readFile(file);
  const installed = relative(projectPath(), file);
  if (!installed.startsWith('tools/')) return { path: installed, sha256: sha256(bytes) };
  return store(family, basename(file), bytes);
}

async function store(family: FontFamily, name: string, bytes: Uint8Array): Promise<FontFile> {
  const path = `${FILES}/${slugOf(family)}/${name}`;
  await mkdir(projectPath(dirname(path)), { recursive: true });
  await writeFile(projectPath(path), bytes);
  await writeFile(projectPath(dirname(path), 'LICENSE'), await licenceOf(folderOf(family), bytes));
  return { path, sha256: sha256(bytes) };
}

/** Expo's packages have a licence of their own code as well. A few of Fontsource's have none: theirs is made of what the font says. */
async function licenceOf(folder: string, font: Uint8Array): Promise<string> {
  const names = await readdir(folder);
  const name = ['LICENSE_FONT', 'LICENSE', 'LICENSE.md', 'LICENSE.txt'].find((each) => names.includes(each));
  if (name) return readFile(join(folder, name), 'utf8');
  const { copyright } = create(Buffer.from(font)) as Font; // one font per file
  const other = await readFile(projectPath(OWN_FONTS, 'LICENSE'), 'utf8');
  return `${copyright}\n\n${other.slice(other.indexOf('This Font Software is licensed'))}`;
}

function slugOf({ package: name }: FontFamily): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A line for each row, so that a change of the fonts can be read. */
function formatTable(families: readonly (readonly [family: string, rows: readonly FontRow[]])[]): string {
  const written = families.map(
    ([family, rows]) => `${JSON.stringify(family)}: [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`,
  );
  return `{\n${written.join(',\n')}\n}\n`;
}
