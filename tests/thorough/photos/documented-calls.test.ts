// Every call with curl that docs/12-photos.md shows, run as it stands there, with this machine's curl, which CI installs.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { openApi, sendUpload } from '../../support/photo-api.ts';
import { photoBucketsForTests } from '../../support/photo-buckets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const LOCAL_API = 'http://127.0.0.1:8085';
/** The page's ids; others could not be replaced by those of the test. */
const UPLOAD = 'c4x2n8v0w6k1p5zt';
const PHOTO = '7h3k9m2p4q8r5t6v';
const CALLS = 6;

const buckets = photoBucketsForTests();

/** Lines of all blocks of the page's shell commands that begin with curl. */
async function documentedCalls(): Promise<readonly string[]> {
  const page = await readFile(projectPath('docs/12-photos.md'), 'utf8');
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  expect(blocks.join('')).toContain(`\napi=${LOCAL_API}\n`.trimStart());
  return blocks.flatMap((block) => block.split('\n')).filter((line) => line.includes('curl '));
}

/** What the comment behind a call says that the answer has: `201 { upload, url }`. */
function promiseOf(line: string): { readonly names: readonly string[]; readonly status?: string } {
  const [, status, fields] = /#\s*(\d{3})?\s*\{(.*)\}\s*$/.exec(line) ?? [];
  const names = fields?.split(',').map((field) => field.replace(/:.*/, '').trim());
  return { names: names ?? [], ...(status === undefined ? {} : { status }) };
}

test('each call of the page is answered as the page says', async () => {
  await using folder = await temporaryFolder('calls');
  await using api = await openApi(await buckets.open(), buckets.endpoint);
  await writeFile(join(folder.path, 'team.jpg'), 'a face');
  const upload = await sendUpload(api, 'a face');
  const { photo } = (await api.call('GET', `/uploads/${upload}`)).json;
  const calls = await documentedCalls();
  expect(calls).toHaveLength(CALLS);
  for (const call of calls) {
    const line = call.replace(UPLOAD, upload).replace(PHOTO, photo).replace('curl ', 'curl --write-out "%{stderr}%{http_code}" ');
    // The output PhotoApiUrl of a stack ends with a slash.
    const address = call.includes(`\${api}`) ? `${api.url}/` : api.url;
    const env = {
      ...process.env,
      NO_PROXY: '127.0.0.1',
      api: address,
      AWS_ACCESS_KEY_ID: 'KEY',
      AWS_SECRET_ACCESS_KEY: 'secret',
    };
    const { stdout, stderr } = await promisify(execFile)('sh', ['-euc', line], { cwd: folder.path, env, timeout: 20_000 });
    const { names, status = '200' } = promiseOf(call);
    expect([call, stderr]).toEqual([call, status]);
    if (!call.includes(' -o '))
      expect([call, Object.keys(JSON.parse(stdout))]).toEqual([call, expect.arrayContaining([...names])]);
  }
  expect(await readFile(join(folder.path, 'found.jpg'), 'utf8')).toBe('a face');
  expect(calls.map((call) => promiseOf(call).names.length)).toEqual([4, 4, 0, 6, 0, 0]);
});
