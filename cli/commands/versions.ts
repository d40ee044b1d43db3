// The command versions: the design versions of this build, and those of which a store holds pictures.
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { BUCKET_OPTIONS, openPictureBucket, type PictureBucket, picturesUnder, storedVersions } from '../aws/picture-bucket.ts';
import { command } from '../terminal/command.ts';
import { count, formatTable } from '../terminal/table.ts';

/** The pictures of one template in one design version. */
export interface Held {
  readonly template: string;
  readonly designVersion: string;
  readonly pictures: number;
  readonly bytes: number;
  /** Not of this build: nobody is sent there any more. */
  readonly old: boolean;
}

export const versions = command({
  about: 'lists the design versions of this build, and which of them a store holds',
  usage: '',
  options: BUCKET_OPTIONS,
  examples: ['versions', 'versions --stack edgecard-prod', 'versions --bucket NAME --json'],
  notes: 'Old ones are marked: this build draws another picture for the same card. `purge --old` deletes them.',
  async run({ options }) {
    const build = await designVersions();
    const bucket = await openPictureBucket(options);
    try {
      const held = await heldIn(bucket, build);
      return { text: formatHeld(bucket.name, held), json: { store: bucket.name, build, held } };
    } finally {
      await bucket.close();
    }
  },
});

/** Counts all pictures. A template of this build is told even if there is no picture of it. */
export async function heldIn(bucket: PictureBucket, build: DesignVersions): Promise<readonly Held[]> {
  const found = new Map<string, Held>();
  const add = (template: string, designVersion: string, pictures: number, bytes: number) => {
    const place = `${template} ${designVersion}`;
    const before = found.get(place) ?? { pictures: 0, bytes: 0 };
    const old = !isOfBuild(template, designVersion, build);
    found.set(place, { template, designVersion, pictures: before.pictures + pictures, bytes: before.bytes + bytes, old });
  };
  for (const name of TEMPLATE_NAMES) add(name, build[name], 0, 0);
  for (const version of await storedVersions(bucket)) {
    for await (const page of picturesUnder(bucket, `${version}/`)) {
      for (const { template, designVersion, bytes } of page) add(template, designVersion, 1, bytes);
    }
  }
  const order = (template: string) => (TEMPLATE_NAMES as readonly string[]).indexOf(template) >>> 0; // strangers last
  return [...found.values()].sort(
    (a, b) => order(a.template) - order(b.template) || a.template.localeCompare(b.template) || Number(a.old) - Number(b.old),
  );
}

export function isOfBuild(template: string, designVersion: string, build: DesignVersions): boolean {
  return Object.hasOwn(build, template) && build[template as keyof DesignVersions] === designVersion;
}

function formatHeld(name: string, held: readonly Held[]): string {
  const old = held.filter((one) => one.old);
  const sum = old.reduce((pictures, one) => pictures + one.pictures, 0);
  const advice = sum > 0 ? `\n\n${count(sum)} pictures are old; \`purge --old\` says what it would delete.` : '';
  return `Pictures in ${name}:\n\n${heldTable(held)}${advice}`;
}

export function heldTable(held: readonly Held[]): string {
  const rows = held.map(({ template, designVersion, pictures, bytes, old }) => [
    template,
    designVersion,
    count(pictures),
    count(bytes),
    old ? 'old' : '',
  ]);
  return formatTable([['template', 'design version', 'pictures', 'bytes', ''], ...rows], [2, 3]);
}
