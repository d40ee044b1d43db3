import { execFile, execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { COMMANDS, commandsInNewFolders, runCommand } from './run-command.ts';

const { cards } = commandsInNewFolders();
/** Template → its fields, of those that have any. */
const FIELDS = TEMPLATE_NAMES.map((name) => [name, Object.keys(templateNamed(name).fields)] as const).filter(
  ([, fields]) => fields.length > 0,
);

describe('cards completion', () => {
  let bash: ReturnType<typeof cards>;
  beforeAll(() => {
    bash = runCommand(tmpdir(), ['completion', 'bash']);
  });

  /** What bash offers for the last of these words. */
  async function offered(...words: readonly string[]): Promise<readonly string[]> {
    const { out } = await bash;
    const typed = ['cards', ...words].map((word) => `'${word}'`).join(' ');
    const script = `${out}\nCOMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _cards; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script]);
    return stdout.split('\n').filter(Boolean);
  }

  test('completes commands', async () => {
    expect(await offered('')).toEqual([...COMMANDS, 'help']);
    expect(await offered('pu')).toEqual(['put', 'purge']);
    expect(await offered('prerender', '--qu')).toEqual(['--queue']);
  });

  test('completes options, templates and the fields of the template', async () => {
    expect(await offered('doctor', '--js')).toEqual(['--json']);
    expect(await offered('purge', 'defau')).toEqual(['default']);
    for (const [name, [field]] of FIELDS) {
      expect(await offered('purge', name, `--${field}`)).toContain(`--${field}`);
      expect(await offered('cost', name, `--${field}`)).toEqual([]);
      expect(await offered('purge', 'default', `--${field}`)).toEqual([]);
    }
    expect(await offered('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  });

  test('completes a command’s own commands, and then their options', async () => {
    expect(await offered('photo', 're')).toEqual(['remove', 'review']);
    expect(await offered('photo', 'blur', '--re')).toEqual(['--retire', '--region']);
    expect(await offered('photo', 'list', '--re')).toEqual(['--region']);
    expect(await offered('purge', 'blur', '--re')).toEqual(['--region']);
    const { out: fish } = await cards(['completion', 'fish']);
    expect(fish).toContain("'__fish_seen_subcommand_from photo; and __fish_seen_subcommand_from blur' -l retire -d ");
    // `photo remove` is not the command remove, which takes templates.
    expect(fish).not.toMatch(/-n '__fish_seen_subcommand_from remove'/);
  });

  test('is registered for the name cards, in each shell’s way', async () => {
    const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', `${(await bash).out}\ncomplete -p cards`]);
    expect(stdout).toBe('complete -o default -F _cards cards\n');
    expect((await cards(['completion', 'zsh'])).out).toMatch(/^#compdef cards\n/);
    const { out: fish } = await cards(['completion', 'fish']);
    const [, define, ...lines] = fish.trim().split('\n');
    expect(define).toMatch(/^functions -q cards; or function cards; npm --prefix '.+' run -s cards -- \$argv; end$/);
    expect(lines.filter((line) => !line.startsWith('complete -c cards '))).toEqual([]);
    for (const [name, [field]] of FIELDS) expect(fish).toMatch(new RegExp(`from ${name}' -l ${field} -r`));
  });

  test('brings the function cards along, and leaves one that is there as it is', async () => {
    const { out: script } = await cards(['completion', 'bash']);
    const run = (before: string) => execFileSync('bash', ['-c', `${before}\n${script}\ndeclare -f cards`], { encoding: 'utf8' });
    expect(run('')).toContain('run -s cards -- "$@"');
    expect(run('cards() { echo mine; }')).toContain('echo mine');
  });
});
