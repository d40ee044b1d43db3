// `npm start`: the local stack until Ctrl-C.
import { parseArgs } from 'node:util';
import { cardUrl } from '../../card-schema/card-url.ts';
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { DEFAULT_DATA } from './config.ts';
import { logLine } from './log-line.ts';
import { type Stack, startStack } from './stack.ts';

const USAGE = `Usage: npm start -- [--port N] [--data DIR] [--no-collapse]

  --port N        CloudFront's port (8080); main site N+1, card site N+2, S3 N+3, studio N+4
  --data DIR      where the pictures are kept (${DEFAULT_DATA})
  --no-collapse   let every simultaneous miss of one address reach the functions`;

/** The highest port that leaves room for the four that follow. */
const MAX_PORT = 65_531;

interface StartOptions {
  readonly port: number;
  readonly data: string;
  readonly collapse: boolean;
}

function readOptions(args: string[]): StartOptions | string {
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

async function addresses({ cdn, mainSite, cardSite, s3, studio = '' }: Stack): Promise<readonly (readonly [string, string])[]> {
  const options = { origin: cdn, signingKey: DEVELOPMENT_KEYS.signing };
  const article = TEMPLATES.article.examples['photo'] ?? TEMPLATES.article.examples['plain'];
  return [
    ['studio', `${studio}/`],
    ['a score card', `${cdn}/12-34-10.jpg`],
    ['an article card, signed', article ? await cardUrl('article', article, options) : cdn],
    ['the default card', `${cdn}/default.jpg`],
    ['demo main site', `${mainSite}/`],
    ['a shared result’s page', `${mainSite}/?social=12-34-10`],
    ['card site (its guard wants a token)', cardSite],
    ['S3', s3],
  ];
}

/** A port that is taken is the likely reason, and its remedy is known. */
function explain(error: unknown, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const taken = 'port' in error ? String(error.port) : 'One of the ports';
    return `Port ${taken} is taken. The stack needs ${port} to ${port + 4}: end the other program, or choose others with --port.`;
  }
  if (error instanceof Error && 'syscall' in error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return console.log(USAGE);
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  let stack: Stack | undefined;
  try {
    stack = await startStack({ ...options, studio: true, log: (event, fields) => console.log(logLine(event, fields)) });
  } catch (error) {
    console.error(explain(error, options.port));
    process.exitCode = 1;
    return;
  }
  const rows = await addresses(stack);
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\n${rows.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`).join('\n')}\n`);
  console.log('ready: open an address above; Ctrl-C ends everything');

  const running = stack;
  let stopping = false;
  const stop = () => {
    // npm passes Ctrl-C on, and the terminal sends it as well.
    if (stopping) return;
    stopping = true;
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

await main();
