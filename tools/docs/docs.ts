// `npm run docs`: brings the generated tables of the documents up to date, and says which files it wrote. With `--bench FILE` it
// first takes over the figures that `npm run bench -- --json FILE` wrote.
import { parseArgs } from 'node:util';
import { projectPath } from '../../project-path.ts';
import { writeDrawnCharacters } from './drawn-characters.ts';
import { publishBench } from './publish-bench.ts';
import { tables } from './tables.ts';
import { writeDocuments } from './write-documents.ts';

const { values } = parseArgs({ options: { bench: { type: 'string' } } });
if (values.bench !== undefined) await publishBench(values.bench);
await writeDrawnCharacters();
const changed = await writeDocuments(projectPath(), tables());
console.log(changed.length === 0 ? 'Every table is up to date.' : changed.map((path) => `wrote ${path}`).join('\n'));
