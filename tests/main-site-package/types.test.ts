import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { type Consumer, installConsumer } from './install-consumer.ts';

/** One call for each template that must compile, and one whose field is misspelt and must not: then the directive has nothing to expect. */
const USAGE = [
  `import { BUILT_FROM, type CardUrlOptions, ogTags } from '@edgecard/card-schema';`,
  `const key: string | undefined = 'x'.at(0);`,
  `const options: CardUrlOptions = { origin: 'https://social.app.example', signingKey: key };`,
  ...TEMPLATE_NAMES.flatMap((template) => {
    const input = Object.values(TEMPLATES[template].examples)[0] ?? {};
    const call = (params: object) => `void ogTags(${JSON.stringify(template)}, ${JSON.stringify(params)}, options);`;
    return [call(input), '// @ts-expect-error', call({ ...input, noSuchField: 1 })];
  }),
  '// @ts-expect-error',
  `void ogTags('nosuchtemplate', {}, options);`,
  ...TEMPLATE_NAMES.map(
    (template) => `export const ${template}Version: string | undefined = BUILT_FROM.designVersions.${template};`,
  ),
];

const STRICT = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: 'es2023', types: [], skipLibCheck: false };

let consumer: Consumer;
beforeAll(async () => {
  consumer = await installConsumer('types');
  await writeFile(join(consumer.folder, 'usage.ts'), USAGE.join('\n'));
});
afterAll(async () => consumer?.[Symbol.asyncDispose]());

test.each([
  ['typescript-5', 'bundler', 'esnext'],
  ['typescript-5', 'nodenext', 'nodenext'],
  ['typescript-7', 'bundler', 'esnext'],
  ['typescript-7', 'nodenext', 'nodenext'],
])('%s with moduleResolution %s knows each template and refuses a misspelt field', async (compiler, moduleResolution, module) => {
  const compilerOptions = { ...STRICT, moduleResolution, module };
  await writeFile(join(consumer.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['usage.ts'] }));
  expect(await consumer.node(`node_modules/${compiler}/bin/tsc`, '-p', '.')).toBe('');
});
