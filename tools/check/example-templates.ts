// The example templates that this repository ships, as the files about them expect them. A team changes and deletes them.
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';

/** All that files may be about, whether the catalogue still has them or not. */
export const EXAMPLES: readonly string[] = ['score', 'article', 'quote', 'event', 'default'];

/** Example → what its files hash to, for those that are still Edgecard's. */
export const RECORD = 'tools/check/example-templates.json';

export function recordedExamples(project: string = projectPath()): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(`${project}/${RECORD}`, 'utf8'));
}

/** Writes down what the examples are now. One that the file does not name stays out: it is a team's own. */
export function recordExamples(project: string = projectPath()): void {
  const hashes = Object.keys(recordedExamples(project)).map((name) => [name, hashOfTemplate(name, project)]);
  writeFileSync(`${project}/${RECORD}`, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
}

/** Hash of all that a template consists of: schema, fixed words, component and style. Undefined without a schema. */
export function hashOfTemplate(name: string, project: string = projectPath()): string | undefined {
  const files = globSync(
    [`card-schema/templates/${name}.ts`, `card-schema/languages/${name}-words.ts`, `card-site/src/cards/${name}/*`],
    { cwd: project },
  ).sort();
  if (!files.includes(`card-schema/templates/${name}.ts`)) return undefined;
  const hash = createHash('sha256');
  // In latin1 each byte is a character. A checkout may have CRLF at the ends of lines.
  for (const file of files)
    hash
      .update(`${file}\n`)
      .update(readFileSync(`${project}/${file}`, 'latin1').replaceAll('\r', ''), 'latin1')
      .update('\n');
  return hash.digest('hex');
}
