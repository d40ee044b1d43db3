import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../../cli/terminal/errors.ts';
import type { Options } from '../../../cli/terminal/option.ts';
import { asksForHelp, asksForJson, readLine } from '../../../cli/terminal/read-line.ts';
import { fieldsUnknownToNpm, refuseSwallowedOptions } from '../../../cli/terminal/swallowed-options.ts';

const OPTIONS = {
  out: { type: 'string', value: 'FILE', description: 'where to' },
  param: { type: 'string', value: 'NAME=VALUE', description: 'one more', multiple: true },
  title: { type: 'string', value: 'TEXT', description: 'any text', mayBeEmpty: true },
  port: { type: 'integer', value: 'N', description: 'which', min: 1, max: 65_535, initial: 8080 },
  share: { type: 'number', value: 'PERCENT', description: 'how much', min: 0, max: 100 },
  pack: { type: 'choice', value: 'FORM', description: 'which', values: ['pruned', 'complete'], initial: 'pruned' },
  only: { type: 'choices', value: 'PHASES', description: 'which', values: ['warm', 'cold'], initial: ['warm', 'cold'] },
  day: {
    type: 'string',
    value: 'DAY',
    description: 'when',
    parse: (text: string) => (text === 'today' ? 1 : undefined),
    allowed: 'today',
  },
  'dry-run': { type: 'boolean', description: 'only says so' },
} as const satisfies Options;

const read = (...args: readonly string[]) => readLine(args, { name: 'npm run it', options: OPTIONS });
const readWords = (...args: readonly string[]) =>
  readLine(args, { name: 'it', options: OPTIONS, words: { usage: 'FILE', min: 1, max: 1, otherwise: 'Give one FILE.' } });

test('what is not given has its initial value, a flag is false, and a list is empty', () => {
  expect(read()).toEqual({
    options: { param: [], port: 8080, pack: 'pruned', only: ['warm', 'cold'], 'dry-run': false },
    words: [],
  });
});

test('what is given has the type of its option', () => {
  const args = ['--out=a b', '--param', 'a=b=c', '--param=d', '--port', '9000', '--share', '12.5', '--pack', 'complete'];
  expect(read(...args, '--only', 'cold, cold', '--day', 'today', '--dry-run').options).toEqual({
    out: 'a b',
    param: ['a=b=c', 'd'],
    port: 9000,
    share: 12.5,
    pack: 'complete',
    only: ['cold'],
    day: 1,
    'dry-run': true,
  });
});

test('words stand anywhere among the options, and after -- whatever they are', () => {
  expect(readWords('--dry-run', 'a.txt', '--port', '1').words).toEqual(['a.txt']);
  expect(readWords('-').words).toEqual(['-']);
  expect(readWords('--dry-run', '--', '--out').words).toEqual(['--out']);
});

test('pnpm and yarn hand on the first --, which npm takes away', () => {
  expect(read('--', '--port', '9000').options.port).toBe(9000);
  expect(asksForHelp(['--', '--help'], OPTIONS)).toBe(true);
});

test('a text may begin with a dash, and be empty where the option says so', () => {
  expect(read('--title', '-5').options.title).toBe('-5');
  expect(read('--title', '--force is with you').options.title).toBe('--force is with you');
  expect(read('--title=--out').options.title).toBe('--out');
  expect(read('--title', '').options.title).toBe('');
});

test.each([
  [['--outt', 'x'], "Unknown option '--outt'. Did you mean --out? Options: --out, --param, "],
  [['--Out', 'x'], "Unknown option '--Out'. Did you mean --out?"],
  [['--dryrun'], 'Did you mean --dry-run?'],
  [['--dry_run'], 'Did you mean --dry-run?'],
  [['--dry'], 'Did you mean --dry-run?'],
  [['--prot=1'], "Unknown option '--prot'. Did you mean --port?"],
  [['-port', '1'], "Unknown option '-port'. Did you mean --port?"],
  [['-d'], "Unknown option '-d'."],
  [['--no-dry-run'], 'Leave --dry-run out instead.'],
  [['--frobnicate'], "Unknown option '--frobnicate'. Options: --out,"],
  [['--constructor'], "Unknown option '--constructor'."],
  [['--out'], '--out has no value: give FILE.'],
  [['--out', '--dry-run'], '--out has no value: --dry-run looks like an option. If it is the value, write --out=--dry-run.'],
  [['--out', '--dryrun'], 'write --out=--dryrun.'],
  [['--out', ''], '--out must not be empty: give FILE, or leave --out out.'],
  [['--out', 'a', '--out', 'b'], '--out is given more than once: "a", "b".'],
  [['--dry-run=yes'], '--dry-run takes no value; got "yes".'],
  [['--port', '0'], '--port must be a whole number from 1 to 65535; got "0".'],
  [['--port', '80.5'], '--port must be a whole number from 1 to 65535; got "80.5".'],
  [['--port', '1e3'], 'got "1e3".'],
  [['--port', '-1'], 'got "-1".'],
  [['--port', ''], 'got "".'],
  [['--share', '100.1'], '--share must be a number from 0 to 100; got "100.1".'],
  [['--pack', 'prunned'], '--pack must be pruned or complete; got "prunned". Did you mean pruned?'],
  [['--only', 'warm,colt'], '--only takes warm, cold, separated by commas; got "colt". Did you mean cold?'],
  [['--day', 'monday'], '--day must be today; got "monday".'],
  [['dry-run'], 'npm run it takes options only; got "dry-run". Did you mean --dry-run?'],
  [['help'], 'Did you mean --help?'],
  [['—port', '1'], '"—port" begins with a long dash; an option begins with two hyphens: --port.'],
])('%j is refused, with what was meant', (args, sentence) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(sentence);
});

test('too few words and too many are refused in the command’s own words', () => {
  expect(() => readWords()).toThrow(new UsageError('Give one FILE.'));
  expect(() => readWords('a', 'b')).toThrow(new UsageError('Give one FILE.'));
  expect(() => readWords('“a', 'b”')).toThrow('Give one FILE. Write straight quotation marks');
});

describe('help is asked for', () => {
  test.each([[['--help']], [['-h']], [['--frob', '--help']], [['x', '--port', '--help']], [['--port', '9', '-h']]])(
    'by %j, right or wrong otherwise',
    (args) => {
      expect(asksForHelp(args, OPTIONS)).toBe(true);
    },
  );

  test.each([[[]], [['--title', '-h']], [['--title=--help']], [['x', '--', '--help']]])('and not by %j', (args) => {
    expect(asksForHelp(args, OPTIONS)).toBe(false);
  });
});

test('JSON is asked for where --json is a flag of the command, even if it is written wrong', () => {
  const options: Options = { json: { type: 'boolean', description: 'JSON' } };
  expect(asksForJson(['x', '--json'], options)).toBe(true);
  expect(asksForJson(['--json=yes'], options)).toBe(true);
  expect(asksForJson(['x', '--', '--json'], options)).toBe(false);
  expect(asksForJson(['--json'], { json: { type: 'string', value: 'FILE', description: 'where to' } })).toBe(false);
});

describe('an option that npm took for itself, for want of --,', () => {
  const refuse = (env: Readonly<Record<string, string>>) => () => refuseSwallowedOptions('npm run it --', OPTIONS, env);

  test('is refused with the right way to write it', () => {
    expect(refuse({ npm_config_dry_run: 'true' })).toThrow(
      new UsageError('npm took --dry-run for an option of its own: write npm run it -- --dry-run, with -- before it.'),
    );
    expect(refuse({ npm_config_port: '9000' })).toThrow('write npm run it -- --port=9000');
    expect(refuse({ npm_config_port: 'true' })).toThrow('write npm run it -- --port,');
  });

  test('may be called as a field of a template is, unless npm has a setting of that name', () => {
    const text = { type: 'string', value: 'TEXT', description: 'a field' } as const;
    const fields = fieldsUnknownToNpm({ cardTitle: text, message: text, registry: text, email: text });
    expect(Object.keys(fields)).toEqual(['cardTitle']);
    const given = { npm_config_cardtitle: 'Hello', npm_config_message: '%s', npm_config_registry: 'https://registry.app.com/' };
    expect(() => refuseSwallowedOptions('cards --', fields, given)).toThrow('write cards -- --cardTitle=Hello');
  });

  test('is not taken for one where it is npm’s own, or off', () => {
    expect(refuse({ npm_config_only: 'dev', npm_config_dry_run: '', npm_config_loglevel: 'error' })).not.toThrow();
  });
});
