// Who asks, by the user agent. infra/crawlers.json is the list; the firewall lets the same crawlers through.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';

interface Crawler {
  readonly network: string;
  /** In lower case; a user agent that holds all of them is this network's. None needs percent-encoding but the space, in either form. */
  readonly tokens: readonly string[];
  /** The user agent is the one token and nothing else. */
  readonly whole?: boolean;
}

/** The first that fits decides: iMessage calls itself Facebook and X at once, Telegram calls itself X. */
export const CRAWLERS = JSON.parse(readFileSync(projectPath('infra/crawlers.json'), 'utf8')) as readonly Crawler[]; // ours

/** Who is none of them, by what their user agents begin with; the last is everybody else. */
export const OTHERS = { browser: '(browsers)', nobody: '(no user agent)', program: '(other programs)' } as const;
export const BROWSER_BEGINS = 'mozilla/';

/** CloudFront writes spaces as %20, and twice encoded in some logs; `+` is what a form makes of them. */
export const SPACES: readonly string[] = ['%2520', '%20', '+'];

export function networkOf(userAgent: string): string {
  const text = SPACES.reduce((whole, spelling) => whole.replaceAll(spelling, ' '), userAgent.toLowerCase());
  const found = CRAWLERS.find(({ tokens, whole }) =>
    whole ? text === tokens[0] : tokens.every((token) => text.includes(token)),
  );
  if (found) return found.network;
  if (text === '' || text === '-') return OTHERS.nobody;
  return text.startsWith(BROWSER_BEGINS) ? OTHERS.browser : OTHERS.program;
}
