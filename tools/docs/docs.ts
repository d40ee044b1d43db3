// `npm run docs`: brings the generated tables of the documents up to date, and says which files it wrote.
import { projectPath } from '../../project-path.ts';
import { writeDrawnCharacters } from './drawn-characters.ts';
import { tables } from './tables.ts';
import { writeDocuments } from './write-documents.ts';

await writeDrawnCharacters();
const changed = await writeDocuments(projectPath(), tables());
console.log(changed.length === 0 ? 'Every table is up to date.' : changed.map((path) => `wrote ${path}`).join('\n'));
