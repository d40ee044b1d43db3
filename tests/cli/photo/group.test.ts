// A command that has commands of its own.
import { describe, expect, test } from '@jest/globals';
import { photo as group } from '../../../cli/commands/photo.ts';
import { commandsInNewFolders } from '../run-command.ts';

const { cards } = commandsInNewFolders();
const NAMES = Object.keys(group.subcommands ?? {});

test('alone, it prints its help with all of them', async () => {
  const help = await cards(['photo']);
  expect([help.code, help.err]).toEqual([0, '']);
  for (const name of NAMES) expect(help.out).toMatch(new RegExp(`^ {2}${name} +\\w`, 'm'));
  expect(await cards(['photo', '--help'])).toEqual(help);
  expect(await cards(['help', 'photo'])).toEqual(help);
  expect(await cards(['photo', 'help'])).toEqual(help);
  expect(Object.keys(JSON.parse((await cards(['photo', '--json'])).out).commands)).toEqual(NAMES);
});

describe.each(NAMES)('photo %s', (name) => {
  test('has its help, and does nothing then', async () => {
    const help = await cards(['photo', name, '--help']);
    expect([help.code, help.err]).toEqual([0, '']);
    expect(help.out).toContain(`Usage: npm run -s cards -- photo ${name}`);
    expect(help.out).toMatch(new RegExp(`^ {2}npm run -s cards -- photo ${name}`, 'm'));
    expect(await cards(['help', 'photo', name])).toEqual(help);
    expect(await cards(['photo', name, '--frob', '-h'])).toEqual(help);
    expect(JSON.parse((await cards(['photo', '--json', name, '--help'])).out).usage).toContain(`photo ${name}`);
  });

  test('names the option that was meant', async () => {
    const { code, err } = await cards(['photo', name, '--stak', 'x']);
    expect(code).toBe(2);
    expect(err).toContain("Unknown option '--stak'. Did you mean --stack?");
  });
});

test.each([
  [['photo', 'ad', 'a.jpg'], 'No command of photo is called "ad". Did you mean add? There are add, list, '],
  [['photo', '--stack', 'x', 'add', 'a.jpg'], "Unknown option '--stack'. It is an option of photo add, photo list, "],
  [['photo', '--jsonx'], "Unknown option '--jsonx'. Did you mean --json?"],
  [
    ['photo', 'add', 'a.jpg', '--bucket', 'x'],
    "Unknown option '--bucket'. It is an option of photo list, photo show and photo remove.",
  ],
  [['photo', 'list', 'all'], 'photo list takes options only; got "all".'],
  [['photo', 'show'], 'Name one photo, such as photo:7h3k9m2p4q8r5t6v.'],
  [['photo', 'add'], 'Name the files; - is standard input.'],
  [['photo', 'add', '-', '-'], 'Standard input is one file: give - once.'],
  [
    ['photo', 'show', 'portrait.jpg'],
    'A photo is named by 16 letters and digits, such as photo:7h3k9m2p4q8r5t6v; got "portrait.jpg".',
  ],
  [['photo', 'focus', '7h3k9m2p4q8r5t6v'], 'Give the point, or --none: --focus must be two numbers from 0 to 1'],
  [['photo', 'focus', '7h3k9m2p4q8r5t6v', '--none', '--focus', '0,0'], 'Give one of --focus and --none.'],
  [['photo', 'blur', '7h3k9m2p4q8r5t6v', '--keep', '0'], '--keep must be the number of a face, such as 2'],
  [['photo', 'blur', '7h3k9m2p4q8r5t6v', '--add', '0.9,0,0.2,0.1'], '--add must be left, top, width and height as fractions'],
  [['photo', 'blur', '7h3k9m2p4q8r5t6v', '--add', '0.1,0,0,0.1'], '--add must be left, top, width and height as fractions'],
  [['photo', 'review', 'c4x2n8v0w6k1p5zt'], 'Give --out to look at it, --publish if no face is left to see in it, --add'],
  [['photo', 'review', '--publish'], 'Name the upload, as `photo review` lists them.'],
  [['photo', 'list', '--stack', 'x', '--bucket', 'y'], 'Give one of --port, --stack and --bucket.'],
  [['photo', 'detect', 'a.jpg', '--stack', 'x', '--port', '80'], 'Give one of --port and --stack.'],
])('%j is a mistake in the command line', async (args, message) => {
  const { code, out, err } = await cards(args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});
