// `npm run cards -- prerender`: many cards at once, drawn before anyone asks for them.
import { examplePath } from '../../card-schema/example-card.ts';
import { DEVELOPMENT_KEYS, SETTINGS } from '../../edge/core/config.ts';
import { DEFAULT_DATA } from '../../local/stack/config.ts';
import { formatQueueReport, formatReport } from '../prerender/report.ts';
import { runPrerender } from '../prerender/run.ts';
import { runQueue } from '../prerender/run-queue.ts';
import type { TargetOptions } from '../prerender/target.ts';
import { command, type Outcome } from '../terminal/command.ts';
import { configuredKeys } from '../terminal/configured-keys.ts';
import { UsageError } from '../terminal/errors.ts';
import { jsonLine } from '../terminal/example-lines.ts';
import { INTERRUPTED } from '../terminal/interrupts.ts';
import type { Options as CommandOptions, OptionValues } from '../terminal/option.ts';
import { IMAGE_HOSTS, PHOTO_BUCKET } from '../terminal/options.ts';
import { createProgress } from '../terminal/progress.ts';
import { typedPath } from '../terminal/typed-path.ts';

const OPTIONS = {
  data: {
    type: 'string',
    value: 'DIR',
    isPath: true,
    description: `the local stack’s store, running or not; ${DEFAULT_DATA} if left out`,
  },
  bucket: { type: 'string', value: 'NAME', description: 'a bucket on AWS instead; this machine draws' },
  region: {
    type: 'string',
    value: 'REGION',
    description: 'of the bucket or queue',
    parse: SETTINGS.bucketRegion.parse,
    allowed: SETTINGS.bucketRegion.allowed,
  },
  'photo-bucket': { ...PHOTO_BUCKET, description: 'where the photos of the cards are, with --bucket' },
  'image-hosts': IMAGE_HOSTS,
  browsers: {
    type: 'integer',
    value: 'N',
    min: 1,
    max: 99,
    description: 'as many browsers at once, if there are cards for them; else as many as cores, if memory allows',
  },
  queue: {
    type: 'string',
    value: 'NAME',
    description: 'puts the cards into a queue on AWS, edgecard-<stage>-prerender, and follows the job',
    parse: (text) => (/^[\w-]{1,80}$/.test(text) ? text : undefined),
    allowed: 'the name of a queue',
  },
  'no-follow': { type: 'boolean', description: 'only puts them there' },
  follow: { type: 'string', value: 'JOB', description: 'follows a job that is there, with --queue and without FILE' },
  failed: {
    type: 'string',
    value: 'FILE',
    isPath: true,
    description: 'where the failed lines go, as a list again; LIST.failed if left out, and nowhere for standard input',
  },
} as const satisfies CommandOptions;

export const prerender = command({
  description: 'draws many cards before anyone asks for them, here or through a queue on AWS',
  usage: 'FILE|-',
  words: { usage: 'FILE|-' },
  options: OPTIONS,
  examples: [
    'prerender cards.txt',
    'prerender - --bucket NAME --region us-east-1 < cards.txt',
    'prerender cards.txt --queue edgecard-prod-prerender --region us-east-1',
  ],
  notes: `FILE (or standard input, -) has one card per line:
  ${jsonLine()}
or its public path or address, such as ${examplePath()}. Empty lines and lines that begin with # are skipped. It must be UTF-8
text: a line that is not, that has over 100,000 bytes, or whose text holds U+FFFD, the sign of a lost character, fails, and the
others go on.

What is stored already is not drawn again, and a card that is in the list twice is drawn once, so after Ctrl-C the same command goes
on where it ended. The first Ctrl-C ends with the cards that are being drawn, the second at once. Exit code 1 when a line failed, ${INTERRUPTED} when it was stopped.

Failed lines go to FILE.failed, next to the list, which replaces the one of a former run and no other file. Those of standard input go to
a file only if --failed names one. A card that lacks an image or a character is incomplete: it is not stored and not tried again, its line
is in FILE.incomplete, and that is no failure.`,
  async run({ options, words }) {
    if (options.queue !== undefined) return inQueue(options, options.queue, words);
    if (options.follow !== undefined || options['no-follow']) throw new UsageError('--follow and --no-follow belong to --queue.');
    const list = listIn(words);
    const report = await runPrerender({
      list,
      target: targetOf(options),
      ...(options.browsers === undefined ? {} : { maxBrowsers: options.browsers }),
      ...failedFileIn(options),
      signingKeys: signingKeys(options.bucket === undefined),
      progress: createProgress(process.stderr),
    });
    return { text: formatReport(report), json: report, exitCode: exitCodeOf(report.interrupted, report.failed) };
  },
});

async function inQueue(options: Options, name: string, words: readonly string[]): Promise<Outcome> {
  const { region, follow: job } = options;
  const others = (['data', 'bucket', 'photo-bucket', 'image-hosts', 'browsers'] as const).filter(
    (other) => options[other] !== undefined,
  );
  if (others.length > 0) throw new UsageError(`--queue does not go with --${others.join(' or --')}.`);
  if (region === undefined) throw new UsageError('--queue needs --region, an AWS Region such as us-east-1.');
  if (job !== undefined && words.length > 0) throw new UsageError('--follow takes no FILE: the job has its cards.');
  const list = job === undefined ? listIn(words) : undefined;
  const report = await runQueue({
    work: list === undefined ? { job: job ?? '' } : { list },
    name,
    region,
    follow: !options['no-follow'],
    ...failedFileIn(options),
    signingKeys: signingKeys(false),
    progress: createProgress(process.stderr),
  });
  const exitCode = exitCodeOf(report.end === 'interrupted', report.failed + (report.end === 'stalled' ? 1 : 0));
  return { text: formatQueueReport(report), json: report, exitCode };
}

function listIn([list, ...more]: readonly string[]): string {
  if (list !== undefined && more.length === 0) return typedPath(list);
  throw new UsageError('Give one FILE, or - for standard input; `prerender --help` shows its form.');
}

type Options = OptionValues<typeof OPTIONS>;

function targetOf({ data, bucket, region, 'photo-bucket': photoBucket, 'image-hosts': imageHosts = [] }: Options): TargetOptions {
  if (bucket === undefined) {
    if (region !== undefined) throw new UsageError('--region belongs to --bucket.');
    if (photoBucket !== undefined) throw new UsageError('--photo-bucket belongs to --bucket.');
    return { data: data ?? DEFAULT_DATA, imageHosts };
  }
  if (data !== undefined) throw new UsageError('--data and --bucket are two places; name one.');
  if (region === undefined) throw new UsageError('--bucket needs --region, an AWS Region such as us-east-1.');
  return { bucket, region, photoBucket: photoBucket ?? '', imageHosts };
}

function failedFileIn({ failed }: Options): { readonly failedFile?: string } {
  return failed === undefined ? {} : { failedFile: failed };
}

/** Of the environment; the development key is for the local stack's store. */
function signingKeys(local: boolean): readonly string[] {
  const keys = configuredKeys('EDGECARD_SIGNING_KEY');
  if (keys.length > 0) return keys;
  return local ? [DEVELOPMENT_KEYS.signing] : [];
}

function exitCodeOf(interrupted: boolean, failed: number): number {
  if (interrupted) return INTERRUPTED;
  return failed > 0 ? 1 : 0;
}
