// What start.ts reads from the command line and hands to run.ts, and what run.ts says at its end.
import { DEFAULT_DATA } from '../../local/stack/config.ts';
import type { StackAddresses } from '../../local/stack/first-look.ts';
import { DEFAULT_PORT, MAX_PORT } from '../../local/stack/ports.ts';
import type { NextBuild } from '../../local/studio/follow-source.ts';
import { ALLOWED_HOSTS, readStudioHosts } from '../../local/studio/strangers.ts';
import type { Options, OptionValues } from '../terminal/option.ts';
import { IMAGE_HOSTS } from '../terminal/options.ts';

/** Exit code of run.ts: start another one, for the source has outgrown this. */
export const RESTART_NEEDED = 75;

export const START_OPTIONS = {
  port: {
    type: 'integer',
    value: 'N',
    min: 1,
    max: MAX_PORT,
    initial: DEFAULT_PORT,
    description: 'CloudFront’s; main site N+1, card site N+2, S3 N+3, studio N+4, API of photos N+5, photo site N+6',
  },
  data: {
    type: 'string',
    value: 'DIR',
    isPath: true,
    initial: DEFAULT_DATA,
    description: 'where the pictures are kept',
  },
  'image-hosts': IMAGE_HOSTS,
  'studio-host': {
    type: 'string',
    value: 'A,B',
    parse: readStudioHosts,
    allowed: ALLOWED_HOSTS,
    description: 'more names than localhost by which the studio may be opened, separated by commas',
  },
  'no-collapse': { type: 'boolean', description: 'every simultaneous miss of one address reaches the functions' },
} as const satisfies Options;

export interface StartOptions {
  readonly port: number;
  readonly data: string;
  /** In addition to the host of the examples. */
  readonly imageHosts: readonly string[];
  /** Names by which the studio may be opened, in addition to those of this machine alone. */
  readonly studioHosts?: readonly string[];
  readonly collapse: boolean;
}

export interface RunOptions extends StartOptions {
  /** What the process before this one has built, when this one takes its place. */
  readonly next?: NextBuild;
}

/** What run.ts sends: that everything is ready, or what the process that takes its place goes on with. */
export type Message = Ready | { readonly next: NextBuild };

/** What run.ts sends when everything is ready. */
export interface Ready {
  readonly addresses: Required<StackAddresses>;
  /** For people. */
  readonly text: string;
}

export function startOptionsOf(options: OptionValues<typeof START_OPTIONS>): StartOptions {
  const { port, data, 'image-hosts': imageHosts = [], 'studio-host': studioHosts = [], 'no-collapse': noCollapse } = options;
  return { port, data, imageHosts, studioHosts, collapse: !noCollapse };
}
