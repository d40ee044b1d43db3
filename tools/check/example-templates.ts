// The example templates that this repository ships, as the files about them expect them. A team changes and deletes them.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';

/** Example → what its files hash to. `node tools/check/record-examples.ts` writes it, for whoever changes an example of ours. */
export const RECORD = 'tools/check/example-templates.json';

export function recordedExamples(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(projectPath(RECORD), 'utf8'));
}

/** Hash of all that a template consists of: schema, fixed words, component and style. Undefined without a schema. */
export function hashOfTemplate(name: string, project: string = projectPath()): string | undefined {
  const files = globSync(
    [`card-schema/templates/${name}.ts`, `card-schema/languages/${name}-words.ts`, `card-site/src/cards/${name}/*`],
    { cwd: project },
  ).sort();
  if (!files.includes(`card-schema/templates/${name}.ts`)) return undefined;
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\n`)
      .update(readFileSync(`${project}/${file}`))
      .update('\n');
  return hash.digest('hex');
}
