// `npm run build --studio`, without `--` before it: npm takes the option for one of its own, sets a variable, and runs the command
// without it. That is refused, for a command that is run with less than was typed does something else.
import { UsageError } from './errors.ts';
import { type Options, takesValue } from './option.ts';

/** Options of npm itself, which people have in their .npmrc. `dry-run` is one of them too, but nobody has that there. */
const OF_NPM: ReadonlySet<string> = new Set([
  'json',
  'yes',
  'force',
  'only',
  'help',
  'version',
  'versions',
  'name',
  'description',
]);

/** Further settings of npm (`npm config ls -l`), and what stands in a .npmrc for a registry: words that a field may be called as well. */
const NPM_SETTINGS: ReadonlySet<string> = new Set([
  ...[
    'access',
    'all',
    'also',
    'audit',
    'before',
    'browser',
    'ca',
    'cache',
    'cafile',
    'call',
    'cert',
    'cidr',
    'color',
    'cpu',
    'depth',
  ],
  ...[
    'dev',
    'diff',
    'editor',
    'email',
    'expires',
    'fund',
    'git',
    'global',
    'globalconfig',
    'heading',
    'include',
    'key',
    'libc',
    'link',
  ],
  ...[
    'location',
    'loglevel',
    'long',
    'maxsockets',
    'message',
    'nodedir',
    'noproxy',
    'offline',
    'omit',
    'optional',
    'orgs',
    'os',
    'otp',
  ],
  ...[
    'package',
    'packages',
    'parseable',
    'password',
    'prefix',
    'preid',
    'production',
    'progress',
    'provenance',
    'proxy',
    'registry',
  ],
  ...[
    'save',
    'scope',
    'scopes',
    'shell',
    'shrinkwrap',
    'tag',
    'timing',
    'umask',
    'unicode',
    'url',
    'usage',
    'user',
    'userconfig',
  ],
  ...['username', 'viewer', 'which', 'workspace', 'workspaces'],
]);

/** Fields of templates as options, without those whose variable says nothing, for npm may have set it of its own accord. */
export function fieldsUnknownToNpm(fields: Options): Options {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !NPM_SETTINGS.has(name.toLowerCase())));
}

/** Throws UsageError. `call` is what the options follow: `npm run build --`. */
export function refuseSwallowedOptions(call: string, options: Options, env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, option] of Object.entries(options)) {
    const value = OF_NPM.has(name) ? undefined : env[`npm_config_${name.replaceAll('-', '_').toLowerCase()}`];
    if (value === undefined || (option.type === 'boolean' && value !== 'true')) continue;
    const written = takesValue(option) && value !== 'true' ? `--${name}=${value}` : `--${name}`;
    throw new UsageError(`npm took ${written} for an option of its own: write ${call} ${written}, with -- before it.`);
  }
}
