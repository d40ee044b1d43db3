// `node tools/check/record-examples.ts` after a change to an example template that Edgecard ships: the files about it are run
// again. Not for a team's own changes: those files expect the template that we ship.
import { writeFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';
import { hashOfTemplate, RECORD, recordedExamples } from './example-templates.ts';

const hashes = Object.keys(recordedExamples()).map((name) => [name, hashOfTemplate(name)]);
writeFileSync(projectPath(RECORD), `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
console.log(`${RECORD} is written.`);
