// What start.ts reads from the command line and hands to run.ts, and what run.ts says at its end.
import { parseArgs } from 'node:util';
import { SETTINGS } from '../../edge/core/config.ts';
import { DEFAULT_DATA } from '../../local/stack/config.ts';
import type { StackAddresses } from '../../local/stack/first-look.ts';
import { badPort, DEFAULT_PORT, readPort } from '../../local/stack/ports.ts';

/** Exit code of run.ts: start another one, for the source has outgrown this. */
export const RESTART_NEEDED = 75;

export const USAGE = `Usage: npm start -- [--port N] [--data DIR] [--image-hosts A,B] [--no-collapse]

  --port N        CloudFront's port (${DEFAULT_PORT}); main site N+1, card site N+2, S3 N+3, studio N+4
  --data DIR      where the pictures are kept (${DEFAULT_DATA})
  --image-hosts   your own hosts from which cards may show images, separated by commas
  --no-collapse   let every simultaneous miss of one address reach the functions`;

export interface StartOptions {
  readonly port: number;
  readonly data: string;
  /** Besides the host of the examples. */
  readonly imageHosts: readonly string[];
  readonly collapse: boolean;
}

export interface RunOptions extends StartOptions {
  /** False when dist/ is known to be fresh. */
  readonly build: boolean;
  /** When the build in dist/ began, as Unix time: what has changed since is built again. By default the start of run.ts. */
  readonly builtMs?: number;
}

/** What run.ts sends when everything is ready. */
export interface Ready {
  readonly addresses: Required<StackAddresses>;
  /** For people. */
  readonly text: string;
}

export function readOptions(args: string[]): StartOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: String(DEFAULT_PORT) },
        data: { type: 'string', default: DEFAULT_DATA },
        'image-hosts': { type: 'string', default: '' },
        'no-collapse': { type: 'boolean', default: false },
      },
    });
    const port = readPort(values.port);
    if (port === undefined) return badPort(values.port);
    const imageHosts = SETTINGS.imageHosts.parse(values['image-hosts']);
    if (!imageHosts) {
      return `--image-hosts must be ${SETTINGS.imageHosts.allowed}; got ${JSON.stringify(values['image-hosts'])}.`;
    }
    return { port, data: values.data, imageHosts, collapse: !values['no-collapse'] };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
