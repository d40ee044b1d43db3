import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_CARD } from '../../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../../card-schema/examples.ts';
import { COMMANDS } from '../../../cli/commands.ts';
import { lineOf } from '../../../cli/terminal/example-lines.ts';
import { cardOf } from '../../../cli/terminal/options.ts';
import { readCommandLine } from '../../../cli/terminal/read-command-line.ts';

/** What a shell makes of a line. */
function wordsOf(line: string): readonly string[] {
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

test.each(EXAMPLES)('the line of $template ($name), typed into a shell, is that card', async ({ card }) => {
  const line = readCommandLine('url', wordsOf(lineOf(card)), COMMANDS['url'] ?? missing());
  expect(await cardOf(line)).toEqual(card);
});

test('a text with whatever a shell would read more into stays as it is', () => {
  const text = `it's $5, "now" \`id\` \\ !! & | ; < > * ? # ~`;
  expect(wordsOf(lineOf(DEFAULT_CARD, { title: text, empty: '', dashed: '-x' }))).toEqual([
    ...[DEFAULT_CARD.template, '--title', text, '--empty', '', '--dashed', '-x'],
  ]);
});

describe('the help of each command that takes a card', () => {
  const lines = Object.entries(COMMANDS).flatMap(([name, command]) =>
    command.takesCard ? command.examples.map((example) => ({ name, command, example })) : [],
  );

  test.each(lines)('shows an example that works: $example', async ({ name, command, example }) => {
    const [first, ...words] = wordsOf(example);
    expect(first).toBe(name);
    const line = readCommandLine(name, words, command);
    // Such as `purge TEMPLATE` and `purge --old`, which name no card.
    if (line.words.length === 0 || Object.keys(line.fields).length === 0) return;
    expect((await cardOf(line)).template).toBe(line.words[0]);
  });
});

function missing(): never {
  throw new Error('There is no command url.');
}
