// What source-mistake.test.ts runs: imports the entry of a project, and prints what is wrong with its sources.
import { pathToFileURL } from 'node:url';
import { sourceMistake } from '../../../../card-site/bundle/source-mistake.ts';

const [, , project = '', entry = ''] = process.argv;

try {
  await import(pathToFileURL(`${project}/${entry}`).href);
} catch (error) {
  console.log(await sourceMistake(error, entry, project));
}
