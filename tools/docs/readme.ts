// `npm run readme`: brings the README's tables up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { projectPath } from '../../project-path.ts';
import { writeDrawnCharacters } from '../../tools/docs/drawn-characters.ts';

const file = projectPath('README.md');

await writeDrawnCharacters();
const { withTables } = await import('./readme-tables.ts'); // reads what has just been written
await writeFile(file, withTables(await readFile(file, 'utf8')));
