import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testsOfTemplates } from './tests-of-templates.ts';

const FILES = {
  'card-schema/catalogue.ts': "import './templates/promo.ts';",
  'card-schema/templates/promo.ts': 'export const promo = 1;',
  'card-site/src/cards/promo/Promo.tsx': "import './promo.css'; export const Promo = <b>promo</b>;",
  'card-site/src/cards/promo/promo.css': 'b { color: red }',
  'project-path.ts': 'export const projectPath = import.meta.dirname;',
  'edge/retry.ts': "import { setTimeout } from 'node:timers/promises'; export const retry = setTimeout;",
  'edge/draw.ts': "import '../card-schema/catalogue.ts'; import './retry.ts';",
  'cli/start.ts': "import { spawn } from 'node:child_process'; spawn('node', ['x'], { cwd: '.' });",
  'tests/alone.test.ts': "import { test } from '@jest/globals'; import '../edge/retry.ts'; test('', () => {});",
  'tests/edge/by-import.test.ts': "import '../../edge/draw.ts';",
  'tests/edge/when-asked.test.ts': "await import('../../edge/draw.ts');",
  'tests/component.test.tsx': "import { Promo } from '../card-site/src/cards/promo/Promo.tsx'; export const it = <Promo />;",
  'tests/any-file.test.ts': "import { projectPath } from '../project-path.ts'; console.log(projectPath);",
  'tests/own-place.test.ts': 'new URL("../edge", import.meta.url);',
  'tests/by-name.test.ts': "import { readFileSync } from 'node:fs'; readFileSync('docs/1.md');",
  'tests/other-program.test.ts': "import '../cli/start.ts';",
};

test('a test is left out only if nothing that it imports leads to a template or names a file of the project', async () => {
  await using folder = await temporaryFolder('tests-of-templates');
  for (const [file, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder.path, file)), { recursive: true });
    await writeFile(join(folder.path, file), text);
  }
  const all = Object.keys(FILES).filter((file) => file.includes('.test.'));
  expect([...(await testsOfTemplates(folder.path, all))].sort()).toEqual(
    all.filter((file) => file !== 'tests/alone.test.ts').sort(),
  );
});

test('in this project it finds one of the catalogue, and leaves out one of the S3 server', async () => {
  const [catalogue, s3] = ['tests/card-schema/catalogue.test.ts', 'tests/local/s3/multipart.test.ts'] as const;
  expect(await testsOfTemplates(projectPath(), [s3, catalogue])).toEqual([catalogue]);
});
