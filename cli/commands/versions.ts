// The command versions: the design versions of this build, and those of which a store holds pictures.
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { BUCKET_OPTIONS, openPictureBucket } from '../aws/picture-bucket.ts';
import { formatDesigns, type StoredDesign, storedDesigns } from '../aws/stored-designs.ts';
import { command } from '../terminal/command.ts';
import { plural } from '../terminal/plural.ts';
import { step } from '../terminal/steps.ts';

export const versions = command({
  description: 'lists the design versions of this build, and which of them a store holds',
  usage: '',
  options: BUCKET_OPTIONS,
  examples: ['versions', 'versions --stack edgecard-prod', 'versions --bucket NAME --json'],
  notes: 'Old ones are marked: this build draws another picture for the same card. `purge --old` deletes them.',
  async run({ options }) {
    const build = await designVersions();
    const bucket = await openPictureBucket(options);
    try {
      const held = await step(`Counting the pictures of ${bucket.name}`, () => storedDesigns(bucket, build));
      return { text: formatStored(bucket.name, held), json: { store: bucket.name, build, held } };
    } finally {
      await bucket.close();
    }
  },
});

function formatStored(name: string, designs: readonly StoredDesign[]): string {
  const old = designs.filter((design) => design.old);
  const sum = old.reduce((pictures, design) => pictures + design.pictures, 0);
  const advice =
    sum > 0 ? `\n\n${plural(sum, 'picture is', 'pictures are')} old; \`purge --old\` says what it would delete.` : '';
  return `Pictures in ${name}:\n\n${formatDesigns(designs)}${advice}`;
}
