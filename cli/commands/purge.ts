// The command purge: takes pictures out of the bucket, and then out of CloudFront. Without --yes it only says what it would do.

import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { examplePath } from '../../card-schema/example-card.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { BUCKET_OPTIONS, openPictureBucket, type PictureBucket } from '../aws/picture-bucket.ts';
import { storedDesigns } from '../aws/stored-designs.ts';
import { readPhotoId } from '../photos/typed-photo.ts';
import { formatPurge } from '../purge/report.ts';
import { runPurge } from '../purge/run.ts';
import type { PurgeTarget } from '../purge/target.ts';
import { type CommandLine, command } from '../terminal/command.ts';
import { UsageError } from '../terminal/errors.ts';
import { exampleTemplate, signedLine } from '../terminal/example-lines.ts';
import { cardOf, ORIGIN } from '../terminal/options.ts';
import { step } from '../terminal/steps.ts';

const OPTIONS = {
  ...BUCKET_OPTIONS,
  photo: { type: 'string', value: 'PHOTO', description: 'every card that shows this photo; `photo remove` does it by itself' },
  old: { type: 'boolean', description: 'everything that this build does not draw any more' },
  yes: { type: 'boolean', description: 'does it; without it, it only says what would go' },
  versions: { type: 'boolean', description: 'of a versioned bucket, every version for good, instead of a delete marker' },
  force: { type: 'boolean', description: 'with --old: also templates of which there is no picture of this build yet' },
  distribution: { type: 'string', value: 'ID', description: 'CloudFront’s; that of --stack if left out' },
  origin: { ...ORIGIN, description: 'whose key signed the path, if a path is given' },
} as const;

export const purge = command({
  description: 'deletes pictures by card, by template or all old ones, from the store and from CloudFront',
  usage: '<template> [--field value …] | <path or address> | --photo PHOTO | --old',
  takesCard: true,
  options: OPTIONS,
  examples: [
    `purge ${examplePath()} --yes`,
    `purge ${exampleTemplate()}`,
    `purge ${signedLine()} --stack edgecard-prod --yes`,
    'purge --photo photo:7h3k9m2p4q8r5t6v --stack edgecard-prod --versions --yes',
    'purge --old --stack edgecard-prod',
  ],
  notes: `A template alone means all its pictures, of every design version; with its fields, that card. The next viewer has a card drawn
again. In a versioned bucket a picture gets a delete marker: its key is free again, and removing the marker takes a mistake back;
the lifecycle rule ends old versions. With --versions nothing is left to take back: for what must not exist any more.
CloudFront is asked after S3, so that it cannot fetch an old picture once more. What is also in crawlers' own caches stays there.`,
  async run(line) {
    const build = await designVersions();
    if (line.options.old && (line.words.length > 0 || line.options.photo !== undefined))
      throw new UsageError('Give a card, a template, --photo or --old, one of them.');
    // Before any bucket is opened: most mistakes are in the card.
    const named = line.options.old ? undefined : await targetOf(line);
    const bucket = await openPictureBucket(line.options);
    try {
      if (line.options.versions && bucket.isLocal)
        throw new UsageError('--versions is for a bucket on AWS: the local store keeps none.');
      const target = named ?? (await oldTarget(bucket, build, line.options.force === true));
      const { yes = false, versions = false, distribution = bucket.deployment?.distributionId } = line.options;
      const report = await step(`Looking through the pictures of ${bucket.name}`, () =>
        runPurge(bucket, target, { build, distribution, everyVersion: versions, dryRun: !yes }),
      );
      const { failed, stopped } = report;
      return { text: formatPurge(report), json: report, exitCode: failed.length + stopped.length > 0 ? 1 : 0 };
    } finally {
      await bucket.close();
    }
  },
});

async function targetOf(line: CommandLine<typeof OPTIONS>): Promise<PurgeTarget> {
  const { photo } = line.options;
  if (photo !== undefined) {
    if (line.words.length > 0) throw new UsageError('Give a card, a template, --photo or --old, one of them.');
    return { kind: 'photo', photo: readPhotoId(photo) };
  }
  const [word] = line.words;
  if (word === undefined)
    throw new UsageError(`Name a template (${TEMPLATE_NAMES.join(', ')}), give a path such as ${examplePath()}, or --old.`);
  const template = TEMPLATE_NAMES.find((name) => name === word);
  const whole = template !== undefined && line.words.length === 1 && Object.keys(line.fields).length === 0;
  return whole ? { kind: 'template', template } : { kind: 'card', card: await cardOf(line, line.options.origin) };
}

/**
 * The deployed stage may be older than this build; its pictures would then count as old. So a template of which the bucket has
 * no picture of this build is kept, unless forced.
 */
async function oldTarget(bucket: PictureBucket, build: DesignVersions, force: boolean): Promise<PurgeTarget> {
  if (force) return { kind: 'old', kept: new Set() };
  const designs = await storedDesigns(bucket, build);
  const unseen = designs.filter(({ old, pictures }) => !old && pictures === 0).map(({ template }) => template);
  return { kind: 'old', kept: new Set(unseen.filter((name) => designs.some(({ template, old }) => old && template === name))) };
}
