// edge/picture-status.js as CloudFront runs it: as a script with the module `cloudfront` at hand.
import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

const text = readFileSync(projectPath('edge/picture-status.js'), 'utf8');
type Answer = { readonly headers: Readonly<Record<string, { readonly value: string }>> };

/** CloudFront's runtime knows this one form of import; a script of Node does not. */
function answered(response: Answer, cf: unknown): unknown {
  const script = new Script(`${text.replace("import cf from 'cloudfront';", '')}; handler({ request: {}, response });`);
  return script.runInContext(createContext({ cf, response }));
}

test('writes what became of the card into the log, and changes no answer', () => {
  const logged: string[] = [];
  const response = { statusCode: 200, headers: { 'x-card-status': { value: 'drawn' } } };
  const before = structuredClone(response);
  expect(answered(response, { logCustomData: (line: string) => logged.push(line) })).toBe(response);
  expect(logged).toEqual(['drawn']);
  expect(response).toEqual(before);
});

test.each([
  ['no status', {}, { logCustomData: () => expect('called').toBe('never') }],
  ['a runtime without the method', { 'x-card-status': { value: 'hit' } }, {}],
])('lets an answer pass with %s', (_what, headers, cf) => {
  const response = { headers };
  expect(answered(response, cf)).toBe(response);
});

test('imports nothing but the runtime’s own module, and fits into CloudFront’s 10 KB', () => {
  expect([...text.matchAll(/^import .*$/gm)].map(([line]) => line)).toEqual(["import cf from 'cloudfront';"]);
  expect(Buffer.byteLength(text)).toBeLessThan(10_240);
});
