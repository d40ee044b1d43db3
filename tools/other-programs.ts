// Scripts of package.json that are other programs with options of ours: Jest, Biome and TypeScript. `node tools/other-programs.ts NAME …`.
// Their own `--help` would come after a build, or print what somebody else's program can do.

import { runEntry } from '../cli/terminal/entry.ts';
import { UsageError } from '../cli/terminal/errors.ts';
import { helpText } from '../cli/terminal/help.ts';
import { asksForHelp } from '../cli/terminal/read-line.ts';
import { runProgram } from './run-program.ts';

interface OtherProgram {
  readonly call: string;
  readonly description: string;
  /** Whose options it takes. */
  readonly takes: string;
  readonly examples: readonly string[];
  /** Programs and their arguments, one after the other as long as they work; the last gets what was typed. */
  readonly lines: readonly (readonly [program: string, ...args: string[]])[];
}

const BUILD = ['npm', 'run', '-s', 'build'] as const;

/** The lanes of jest.config.js. */
function jest(
  name: string,
  description: string,
  lanes: readonly string[],
  more: Partial<OtherProgram> & { readonly mode?: string },
) {
  const { mode = '--ci', lines = [], examples = ['--coverage'] } = more;
  const line = ['npm', 'run', '-s', 'jest', '--', '--selectProjects', ...lanes, mode] as const;
  return { call: `npm ${name} --`, description, takes: 'Jest', examples, lines: [...lines, line] };
}

const PROGRAMS: Readonly<Record<string, OtherProgram>> = {
  test: jest('test', 'builds, then runs the tests that every push needs', ['unit', 'integration', 'browser', 'infra'], {
    lines: [BUILD],
  }),
  'test:unit': jest('run test:unit', 'runs the tests that need nothing but Node', ['unit'], {}),
  'test:watch': jest('run test:watch', 'runs these tests again whenever a file changes', ['unit'], {
    mode: '--watch',
    examples: [''],
  }),
  'test:thorough': jest('run test:thorough', 'builds, then runs the tests that CI alone has time for', ['thorough'], {
    lines: [BUILD],
  }),
  'test:judges': jest('run test:judges', 'runs cfn-lint, checkov and shellcheck, which CI installs', ['judges'], {
    examples: [''],
  }),
  'test:moto': jest('run test:moto', 'runs the tests against moto’s server, which CI installs', ['moto'], { examples: [''] }),
  'test:artifact': jest('run test:artifact', 'runs the tests of the zips of npm run package', ['artifact'], { examples: [''] }),
  'test:main-site': jest('run test:main-site', 'runs the tests of the main site’s package', ['main-site-package'], {
    examples: [''],
  }),
  format: {
    call: 'npm run format --',
    description: 'formats all files, and changes nothing else',
    takes: 'Biome',
    examples: ['', '--changed'],
    lines: [['biome', 'check', '--write', '--linter-enabled=false', '.']],
  },
  'check:watch': {
    call: 'npm run check:watch --',
    description: 'checks the types again whenever a file changes, until Ctrl-C',
    takes: 'TypeScript',
    examples: [''],
    lines: [['tsc', '-b', '--watch', 'tsconfig.check.json', 'card-site']],
  },
};

const [name = '', ...args] = process.argv.slice(2);
const program = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;

await runEntry({
  args,
  options: {},
  run: async (print) => {
    if (!program) throw new UsageError(`Give one of ${Object.keys(PROGRAMS).join(', ')}.`);
    const { call, description, takes, examples, lines } = program;
    if (asksForHelp(args, {})) {
      const notes = `All options but --help go to ${takes}.`;
      print.out(helpText({ call, description, options: {}, usage: `[options of ${takes}]`, examples, notes }));
      return 0;
    }
    for (const [at, [command, ...own]] of lines.entries()) {
      const code = await runProgram(command, at === lines.length - 1 ? [...own, ...args] : own);
      if (code !== 0) return code;
    }
    return 0;
  },
});
