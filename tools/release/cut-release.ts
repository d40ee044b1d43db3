// A step of `npm version`, which has set the version and is about to commit and tag: CHANGELOG.md gets a section for it.
import { readFileSync, writeFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';
import { cutRelease } from './changelog.ts';

const file = projectPath('CHANGELOG.md');
const { version } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { version: string };
const today = new Date().toISOString().slice(0, 10);
writeFileSync(file, cutRelease(readFileSync(file, 'utf8'), version, today));
