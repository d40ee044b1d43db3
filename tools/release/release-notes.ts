// `npm run -s release:notes -- v1.2.3`: prints what CHANGELOG.md says about the version of a tag.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';
import { notesOf } from './changelog.ts';

const [tag] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { version: string };
// A tag that somebody set by hand, without npm version.
if (tag !== `v${version}`) throw new Error(`The tag ${tag} is not that of package.json, v${version}.`);
process.stdout.write(notesOf(readFileSync(projectPath('CHANGELOG.md'), 'utf8'), version));
