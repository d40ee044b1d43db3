// Brings the generated tables of every document up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentsWithTables } from './documents.ts';
import { fillTables, placesIn, type Tables } from './fill-tables.ts';

/** Gives the documents that have changed. Throws where a table has no place, or a place no table. */
export async function writeDocuments(project: string, tables: Tables): Promise<readonly string[]> {
  const texts = await Promise.all(
    documentsWithTables(project).map(async (path) => [path, await readFile(join(project, path), 'utf8')] as const),
  );
  const places = new Set(texts.flatMap(([, text]) => placesIn(text)));
  const homeless = Object.keys(tables).filter((name) => !places.has(name));
  if (homeless.length > 0) throw new Error(`No document has a place for ${homeless.join(', ')}: <!-- name --><!-- /name -->.`);
  const changed = texts
    .map(([path, text]) => [path, text, fillTables(text, tables)] as const)
    .filter(([, text, filled]) => text !== filled);
  for (const [path, , filled] of changed) await writeFile(join(project, path), filled);
  return changed.map(([path]) => path);
}
