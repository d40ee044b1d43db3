// The command traffic: which cards are fetched, by whom and how often, from CloudFront's access logs.
import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { DEFAULT_REGION, readDeployment } from '../aws/deployment.ts';
import { clientSettings } from '../aws/settings.ts';
import { type CommandLine, command, type Outcome } from '../terminal/command.ts';
import { UsageError } from '../terminal/errors.ts';
import { step } from '../terminal/steps.ts';
import { typedPath } from '../terminal/typed-path.ts';
import { formatTraffic } from '../traffic/format.ts';
import { trafficOfFiles } from '../traffic/from-files.ts';
import { MAX_QUERY_GB, trafficOfStack } from '../traffic/from-stack.ts';
import { STDIN } from '../traffic/read-files.ts';

const OPTIONS = {
  stack: { type: 'string', value: 'NAME', description: 'asks Athena about the logs of a deployed stack, such as edgecard-prod' },
  days: {
    type: 'integer',
    value: 'N',
    description: 'of --stack: how many days (UTC), today included; 7 if left out',
    min: 1,
    max: 400,
  },
  'max-gb': {
    type: 'number',
    value: 'GB',
    description: 'of --stack: the most that Athena may read',
    min: 0.001,
    max: MAX_QUERY_GB,
    initial: 10,
  },
  region: { type: 'string', value: 'REGION', description: `of the stack; ${DEFAULT_REGION} if left out` },
  top: { type: 'integer', value: 'N', description: 'how many cards are listed', min: 0, max: 1000, initial: 10 },
} as const;

const DEFAULT_DAYS = 7;

export const traffic = command({
  description: 'says which cards are fetched by which network, how often from the cache, how many were drawn, and what it cost',
  usage: '--stack NAME | FILE…',
  words: { usage: 'FILE…' },
  options: OPTIONS,
  examples: [
    'traffic --stack edgecard-prod',
    'traffic --stack edgecard-prod --days 30 --top 50 --json',
    'traffic logs/ E2ABC.2026-11-30-10.gz',
  ],
  notes: `Reads CloudFront's access logs: of a stack with the parameter trafficLogs, by one query of Athena, whose cost is said first; or files and
folders on this machine (JSON or W3C, also gzip; \`-\` is standard input). A network is known by its user agent (infra/crawlers.json): anyone can
send one, so it is what they say that they are. A card counts as drawn where the log has its x-card-status, which the switch trafficLogs sees to.
The log has no addresses of viewers unless the parameter viewerAddresses is on, and this report never has. It comes up to an hour late, now and then a
day, and is no bill.`,
  async run(line) {
    const { options, words } = line;
    if ((options.stack === undefined) === (words.length === 0))
      throw new UsageError('Give --stack NAME, or log files: one of them.');
    return options.stack === undefined ? ofFiles(line) : ofStack(line, options.stack);
  },
});

async function ofFiles({ words, options }: CommandLine<typeof OPTIONS>): Promise<Outcome> {
  if (options.days !== undefined || options.region !== undefined) throw new UsageError('--days and --region are for --stack.');
  const what = words.length === 1 && words[0] === STDIN ? 'standard input' : words.join(', ');
  const report = await step(`Reading ${what}`, () =>
    trafficOfFiles(
      words.map((word) => typedPath(word)),
      options.top,
    ),
  );
  return { text: formatTraffic(report), json: report };
}

async function ofStack({ options, json }: CommandLine<typeof OPTIONS>, stack: string): Promise<Outcome> {
  const { region = DEFAULT_REGION, days = DEFAULT_DAYS, top: topCards, 'max-gb': maxGb } = options;
  const deployment = await readDeployment(stack, region);
  const athena = new AthenaClient(clientSettings(region));
  const s3 = new S3Client(clientSettings(region));
  try {
    const report = await step(`Asking Athena about ${stack}`, () =>
      trafficOfStack(
        { days, topCards, maxGb, now: new Date() },
        // With --json standard output is the answer's, and standard error may be read as well.
        { athena, s3, deployment, say: (sentence) => json || process.stderr.write(`${sentence}\n`) },
      ),
    );
    return { text: formatTraffic(report), json: report };
  } finally {
    athena.destroy();
    s3.destroy();
  }
}
