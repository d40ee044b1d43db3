// The sections of CHANGELOG.md: `## Unreleased` first, then one for each version.

const UNRELEASED = '## Unreleased\n';

/** Gives what is unreleased to this version, below an empty `Unreleased`. Throws when there is nothing to release. */
export function cutRelease(changelog: string, version: string, date: string): string {
  if (findSection(changelog, version)) throw new Error(`CHANGELOG.md has a section for ${version} already.`);
  const start = changelog.indexOf(UNRELEASED);
  if (start < 0) throw new Error('CHANGELOG.md has no section "Unreleased".');
  const end = start + UNRELEASED.length;
  const unreleased = changelog.slice(end).split(/^## /m, 1)[0] ?? '';
  if (!hasChanges(unreleased)) throw new Error('CHANGELOG.md says nothing under "Unreleased": there is nothing to release.');
  return `${changelog.slice(0, end)}\n## ${version} - ${date}\n${changelog.slice(end)}`;
}

/** What users read about one version, without its heading. Throws when that is nothing. */
export function notesOf(changelog: string, version: string): string {
  const notes = findSection(changelog, version);
  if (notes === undefined) throw new Error(`CHANGELOG.md has no section for ${version}: npm version makes it.`);
  if (!hasChanges(notes)) throw new Error(`The section for ${version} of CHANGELOG.md is empty.`);
  return `${notes.trim()}\n`;
}

function findSection(changelog: string, version: string): string | undefined {
  const section = changelog.split(/^## /m).find((text) => text.startsWith(`${version} - `));
  return section?.slice(section.indexOf('\n') + 1);
}

/** Headings alone are not changes. */
const hasChanges = (section: string) => section.split('\n').some((line) => line.trim() !== '' && !line.startsWith('#'));
