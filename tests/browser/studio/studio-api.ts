// @examples article
// The API of the studio, asked by HTTP.
import { afterAll, beforeAll } from '@jest/globals';
import { type RunningStack, runStack } from '../../support/running-stack.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let data: TemporaryFolder;
export let stack: RunningStack;

export const at = (path: string) => `${stack.studio}${path}`;
export const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(at(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
export const refusal = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as { error: object }),
});

export const card = (title: string) => ({ template: 'article', params: { title, author: 'Ada Okafor' } });

/** Opens what the tests of a file share, and closes it. */
export function shareStudioApi(): void {
  beforeAll(async () => {
    data = await temporaryFolder('studio');
    stack = await runStack(data.path, ['img.app.test']);
  });
  afterAll(async () => {
    await stack?.close();
    await data.remove();
  });
}
