// `npm run docs`: brings the generated tables of the documents up to date, and says which files it wrote. With `--bench FILE` it
// first takes over the figures that `npm run bench -- --json FILE` wrote.
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { projectPath } from '../../project-path.ts';
import { sayWhatChanged } from '../what-changed.ts';
import { BENCH_RESULTS_FILE } from './bench-results.ts';
import { DRAWN_CHARACTERS_FILE } from './characters-table.ts';
import { documentsWithTables } from './documents.ts';
import { writeDrawnCharacters } from './drawn-characters.ts';
import { publishBench } from './publish-bench.ts';
import { tables } from './tables.ts';
import { writeDocuments } from './write-documents.ts';

const { values } = parseArgs({ options: { bench: { type: 'string' } } });
const results = [BENCH_RESULTS_FILE, DRAWN_CHARACTERS_FILE].map((file) => relative(projectPath(), file));
await sayWhatChanged([...documentsWithTables(projectPath()), ...results], async () => {
  if (values.bench !== undefined) await publishBench(values.bench);
  await writeDrawnCharacters();
  await writeDocuments(projectPath(), tables());
});
