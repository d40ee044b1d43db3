// What start.ts reads from the command line and hands to run.ts, and what run.ts says at its end.
import { parseArgs } from 'node:util';
import { DEFAULT_DATA } from './config.ts';

/** Exit code of run.ts: start another one, for the source has outgrown this. */
export const OUTGROWN = 75;

export const USAGE = `Usage: npm start -- [--port N] [--data DIR] [--no-collapse]

  --port N        CloudFront's port (8080); main site N+1, card site N+2, S3 N+3, studio N+4
  --data DIR      where the pictures are kept (${DEFAULT_DATA})
  --no-collapse   let every simultaneous miss of one address reach the functions`;

/** The highest port that leaves room for the four that follow. */
const MAX_PORT = 65_531;

export interface StartOptions {
  readonly port: number;
  readonly data: string;
  readonly collapse: boolean;
}

export interface RunOptions extends StartOptions {
  /** False when dist/ is known to be fresh. */
  readonly build: boolean;
}

/** What run.ts tells when everything is there: rows of name and address. */
export type Addresses = readonly (readonly [name: string, address: string])[];

export function readOptions(args: string[]): StartOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '8080' },
        data: { type: 'string', default: DEFAULT_DATA },
        'no-collapse': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d{1,5}$/.test(values.port) || port < 1 || port > MAX_PORT) {
      return `--port must be a whole number from 1 to ${MAX_PORT}; got ${JSON.stringify(values.port)}.`;
    }
    return { port, data: values.data, collapse: !values['no-collapse'] };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
