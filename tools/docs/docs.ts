// `npm run docs`: brings the generated tables of the documents up to date, and says which files it wrote. With `--bench FILE` it
// first takes over the figures that `npm run bench -- --json FILE` wrote.
import { relative } from 'node:path';
import { runScript } from '../../cli/terminal/script.ts';
import { projectPath } from '../../project-path.ts';
import { sayWhatChanged } from '../what-changed.ts';
import { BENCH_RESULTS_FILE } from './bench-results.ts';
import { DRAWN_CHARACTERS_FILE } from './characters-table.ts';
import { documentsWithTables } from './documents.ts';
import { writeDrawnCharacters } from './drawn-characters.ts';
import { publishBench } from './publish-bench.ts';
import { tables } from './tables.ts';
import { writeDocuments } from './write-documents.ts';

await runScript({
  call: 'npm run docs --',
  description: 'brings the generated tables of the documents up to date, and says which files it wrote',
  options: {
    bench: {
      type: 'string',
      value: 'FILE',
      isPath: true,
      description: 'first takes over the figures of `npm run bench -- --json FILE`',
    },
  },
  run: async ({ options }) => {
    await writeTables(options.bench);
    return 0;
  },
});

async function writeTables(bench: string | undefined): Promise<void> {
  const results = [BENCH_RESULTS_FILE, DRAWN_CHARACTERS_FILE].map((file) => relative(projectPath(), file));
  await sayWhatChanged([...documentsWithTables(projectPath()), ...results], async () => {
    if (bench !== undefined) await publishBench(bench);
    await writeDrawnCharacters();
    await writeDocuments(projectPath(), tables());
  });
}
