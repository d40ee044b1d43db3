// The first thing that somebody sees of the stack.

import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import { verifyCardPath } from '../../../card-schema/card-path.ts';
import { EXAMPLES, type Example } from '../../../card-schema/examples.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { firstLook } from '../../../local/stack/first-look.ts';
import { projectPath } from '../../../project-path.ts';

/** With the longest port there is. */
const at = (port: number) => `http://127.0.0.1:${port}`;
const ADDRESSES = { cdn: at(58080), mainSite: at(58081), cardSite: at(58082), s3: at(58083), studio: at(58084) };

const textOf = async (examples?: readonly Example[]) => stripVTControlCharacters(await firstLook(ADDRESSES, examples));
const DEFAULT_ONLY = EXAMPLES.filter(({ template }) => template === 'default');

test('begins with the studio and the demo site, and says why', async () => {
  const [title, studio, demo] = (await textOf()).split('\n');
  expect(title).toBe('  Look at first');
  expect(studio).toMatch(new RegExp(`^    studio +${ADDRESSES.studio}/ +\\S.*\\S$`));
  expect(demo).toMatch(new RegExp(`^    demo site +${ADDRESSES.mainSite}/ +\\S.*\\S$`));
});

test('has a line for one card of each template, whatever the catalogue holds', async () => {
  const lines = (await textOf()).split('\n');
  for (const template of new Set(EXAMPLES.map((example) => example.template)))
    expect(lines.filter((line) => line.startsWith(`    ${template} `))).toHaveLength(1);
});

test('names pictures that there are, and pages of the demo site where a picture’s address would be too long', async () => {
  const addresses = (await textOf()).match(/http:\S+/g) ?? [];
  const pictures = addresses.filter((address) => address.endsWith('.jpg'));
  expect(pictures.length).toBeGreaterThan(0);
  for (const picture of pictures) {
    expect(new URL(picture).origin).toBe(ADDRESSES.cdn);
    await expect(verifyCardPath(new URL(picture).pathname, [DEVELOPMENT_KEYS.signing])).resolves.toBeDefined();
  }
});

test('is a whole table with the default template alone', async () => {
  const text = await textOf(DEFAULT_ONLY);
  expect(text).toContain(`\n  Cards\n    default  ${ADDRESSES.cdn}/default.jpg\n\n`);
});

test('has at most eight cards, and says how many more the demo site has', async () => {
  const [example] = DEFAULT_ONLY;
  if (!example) throw new Error('There is no default card.');
  const many = Array.from({ length: 20 }, (_, index) => ({ ...example, template: `template${index}` as 'default' }));
  const lines = (await textOf(many)).split('\n');
  expect(lines.filter((line) => /^ {4}template\d/.test(line))).toHaveLength(8);
  expect(lines).toContain('    and 12 more on the demo site');
});

test('no line is longer than 80 columns', async () => {
  for (const text of [await textOf(), await textOf(DEFAULT_ONLY)])
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('gives a main site the key and the origin, and names the part of the documentation that goes on', async () => {
  const lines = (await textOf()).split('\n');
  expect(lines).toContain(`    EDGECARD_SIGNING_KEY=${DEVELOPMENT_KEYS.signing}`);
  expect(lines).toContain(`    PICTURE_ORIGIN=${ADDRESSES.cdn}`);
  const [, page = '', heading] = /(docs\/[\w-]+\.md), “(.+)”/.exec(lines.join('\n')) ?? [];
  expect(readFileSync(projectPath(page), 'utf8')).toMatch(new RegExp(`^##+ ${heading}$`, 'm'));
});

test('leaves the studio out where there is none', async () => {
  const { studio: _, ...addresses } = ADDRESSES;
  expect(stripVTControlCharacters(await firstLook(addresses))).not.toContain('studio');
});
