import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readParameters } from '../../../tools/package/parameters.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

describe('a serverless.yml', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await temporaryFolder('params');
  });
  afterAll(() => folder.remove());

  const write = (text: string) => writeFile(join(folder.path, 'serverless.yml'), text);

  test('that is not YAML is named with its line', async () => {
    await write('service: a\nprovider: x: y\n');
    await expect(readParameters(folder.path)).rejects.toMatchObject({
      code: 'bad_config',
      message: 'serverless.yml is not right YAML in line 2: bad indentation of a mapping entry.',
    });
    await write('service: a\nservice: b\n');
    await expect(readParameters(folder.path)).rejects.toThrow(
      'serverless.yml is not right YAML in line 2: duplicated mapping key.',
    );
  });

  test('may have no parameters, or a block in a file of its own', async () => {
    await write('service: a\n');
    expect(await readParameters(folder.path)).toEqual({ defaults: {}, stages: {} });
    await write(`params:\n  default: { a: 1 }\n  prod: \${file(prod.yml)}\n  dev:\nresources: !Ref X\n`);
    expect(await readParameters(folder.path)).toEqual({ defaults: { a: 1 }, stages: { dev: {} } });
    await write('params:\n');
    expect(await readParameters(folder.path)).toEqual({ defaults: {}, stages: {} });
  });

  test.each(['params: [a]', 'params:\n  prod: [a]', 'params:\n  prod: a', 'params:\n  prod: 5', 'params: a'])(
    'whose parameters are no names with values is refused: %p',
    async (text) => {
      await write(`${text}\n`);
      await expect(readParameters(folder.path)).rejects.toThrow(/^serverless\.yml, params.*names with values are expected/);
    },
  );
});
