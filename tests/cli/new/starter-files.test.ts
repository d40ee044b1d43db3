import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type NewTemplate, starterFiles } from '../../../cli/new/starter-files.ts';
import { projectPath } from '../../../project-path.ts';

test('a closed template that is signed says so, and differs in nothing else', async () => {
  const given = { name: 'zebra', component: 'Zebra', addressing: 'closed' } as const;
  const [plain, signed] = await Promise.all([starterFiles(given), starterFiles({ ...given, signed: true })]);
  expect(signed).toEqual(
    plain.map(({ path, text }) => ({ path, text: text.replace("  addressing: 'closed',\n", '$&  signed: true,\n') })),
  );
  expect(signed[0]?.text).toContain("  addressing: 'closed',\n  signed: true,\n");
});

describe.each<NewTemplate['addressing']>(['open', 'closed'])('the files of a template with %s addressing', (addressing) => {
  test.each([
    ['starter', 'Starter'],
    ['starterkit', 'Starterkit'],
    ['kickstarter', 'Kickstarter'],
  ])('that is called %s are those of any other name', async (name, component) => {
    const plain = await starterFiles({ name: 'zebra', component: 'Zebra', addressing });
    const renamed = (text: string) =>
      text.replaceAll('zebra', name).replaceAll('Zebra', component).replaceAll('ZEBRA', name.toUpperCase());
    expect(await starterFiles({ name, component, addressing })).toEqual(
      plain.map(({ path, text }) => ({ path: renamed(path), text: renamed(text) })),
    );
    expect(JSON.stringify(plain)).not.toMatch(/starter/i);
  });

  test('import what is in the project, and each other', async () => {
    const files = await starterFiles({ name: 'starterkit', component: 'Starterkit', addressing });
    const paths = files.map(({ path }) => path);
    const imported = files.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:from|import) '(\.[^']+)'/g)].map(([, specifier = '']) => posix.join(posix.dirname(path), specifier)),
    );
    expect(imported).toContain('card-schema/languages/starterkit-words.ts');
    expect(imported).toContain('card-site/src/cards/starterkit/starterkit.css');
    expect(imported.filter((path) => !paths.includes(path) && !existsSync(projectPath(path)))).toEqual([]);
  });
});
