// The profiles of ~/.aws, read to say what is wrong with them: the SDK says that it found no credentials, and not why.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Why there may be no credentials, in a sentence; nothing when the settings look right. */
export function explainCredentials(env: Environment = process.env): string | undefined {
  const { AWS_PROFILE: name, AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile } = env;
  const { file, names } = readProfile(env);
  if (name && !names.includes(name)) {
    const others = names.length > 0 ? `there are ${names.join(', ')}` : 'there is none';
    return `AWS_PROFILE names the profile ${JSON.stringify(name)}, which is not in ${file}; ${others}.`;
  }
  if (tokenFile && readText(tokenFile) === undefined)
    return `AWS_WEB_IDENTITY_TOKEN_FILE names ${tokenFile}, which cannot be read.`;
  if (name)
    return `The profile ${JSON.stringify(name)} of ${file} gives no credentials: log in with it (\`aws sso login\` or \`aws login\`), or correct it.`;
  return undefined;
}

interface Profile {
  /** Of the profile that counts. */
  readonly values: Readonly<Record<string, string>>;
  /** Of all profiles. */
  readonly names: readonly string[];
  /** Where they stand, for people. */
  readonly file: string;
}

export function readProfile(env: Environment): Profile {
  const { AWS_PROFILE: name, AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials } = env;
  const inCredentials = sectionsOf(readText(credentials || join(homedir(), '.aws/credentials')) ?? '');
  const inConfig = sectionsOf(readText(config || join(homedir(), '.aws/config')) ?? '').flatMap(([heading, values]) => {
    const profile = /^(?:profile\s+)(["']?)(.*)\1$/.exec(heading)?.[2] ?? (heading === 'default' ? heading : undefined);
    return profile === undefined ? [] : [[profile, values] as const];
  });
  const all = [...inCredentials, ...inConfig];
  const wanted = all.filter(([profile]) => profile === (name || 'default'));
  return {
    values: Object.fromEntries(wanted.flatMap(([, values]) => values)),
    names: [...new Set(all.map(([profile]) => profile))],
    file: [config || '~/.aws/config', credentials || '~/.aws/credentials'].join(' or '),
  };
}

type Section = readonly [heading: string, values: (readonly [key: string, value: string])[]];

/** Settings of an indented line belong to the key above it, and are left out. */
function sectionsOf(text: string): readonly Section[] {
  const sections: Section[] = [];
  for (const line of text.split(/\r?\n/)) {
    const heading = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (heading !== undefined) sections.push([heading.trim(), []]);
    const [, key, value = ''] = /^([\w-]+)\s*=\s*(.*?)\s*(?:\s[;#].*)?$/.exec(line) ?? [];
    if (key !== undefined) sections.at(-1)?.[1].push([key, value]);
  }
  return sections;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // most people have not both, and some none
  }
}
