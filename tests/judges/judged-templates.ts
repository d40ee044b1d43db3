// Every template of this repository, in files for judges that read files.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decideConditions, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { projectPath } from '../../project-path.ts';
import { everything, SETS } from '../infra/packaged-sets.ts';
import * as photos from '../infra/photo-sets.ts';
import { packageTemplate } from '../support/packaged-template.ts';

/** Templates that are deployed as they are. */
const WRITTEN_BY_HAND = { 'deploy-role': 'infra/deploy-role.json', 'spa-cloudfront': 'examples/spa-cloudfront/stack.json' };

const PHOTO_SITE = {
  ...{ photoSite: 'on', photoDomain: 'photos.app.com', domain: 'social.app.com', hostedZoneId: 'Z0123456789' },
  firewall: 'on',
};

const JUDGED_SETS: typeof SETS = {
  ...SETS,
  prerender: { ...everything, prerender: 'on' },
  'photos alone': photos.SETS[photos.alone],
  // With the photo site too, rather than in a template of its own: each takes half a minute.
  'photos watched': { ...photos.SETS[photos.watched], ...PHOTO_SITE },
};

/** Writes the templates into the folder and returns their names. */
export async function writeTemplates(folder: string): Promise<readonly string[]> {
  const templates: Record<string, string> = {};
  for (const [name, path] of Object.entries(WRITTEN_BY_HAND)) templates[name] = await readFile(projectPath(path), 'utf8');
  // One after the other: each takes a core for some seconds.
  for (const [name, params] of Object.entries(JUDGED_SETS))
    templates[name.replaceAll(' ', '-')] = JSON.stringify(asMade(await packageTemplate(params)));
  for (const [name, text] of Object.entries(templates)) await writeFile(join(folder, `${name}.json`), text);
  return Object.keys(templates).map((name) => `${name}.json`);
}

/**
 * As CloudFormation makes it. osls writes the parameters' values into conditions and branches alike, so that the judges would
 * speak of an empty name in a branch that is there only when the name is not empty.
 */
function asMade(template: StackTemplate): unknown {
  const { Conditions: _, ...made } = decideConditions(template);
  const withoutCondition = (all: Readonly<Record<string, object>> = {}) =>
    Object.fromEntries(
      Object.entries(all).map(([id, { Condition: _, ...rest }]: [string, { Condition?: unknown }]) => [id, rest]),
    );
  return { ...made, Resources: withoutCondition(made.Resources), Outputs: withoutCondition(made.Outputs) };
}
