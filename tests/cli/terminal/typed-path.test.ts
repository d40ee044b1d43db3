import { expect, test } from '@jest/globals';
import { typedPath } from '../../../cli/terminal/typed-path.ts';
import { projectPath } from '../../../project-path.ts';

const project = projectPath();
const from = (folder: string) => ({ INIT_CWD: folder, npm_package_json: projectPath('package.json') });

test('a path is of the folder in which npm was called, not of the project’s, where npm runs every script', () => {
  expect(typedPath('x.jpg', from('/home/ada'), project)).toBe('/home/ada/x.jpg');
  expect(typedPath('../x.jpg', from(projectPath('docs')), project)).toBe(projectPath('x.jpg'));
  expect(typedPath('/tmp/x.jpg', from('/home/ada'), project)).toBe('/tmp/x.jpg');
});

test('it stays as it was typed where npm has moved nothing', () => {
  expect(typedPath('x.jpg', from(project), project)).toBe('x.jpg');
  expect(typedPath('x.jpg', {}, project)).toBe('x.jpg');
  expect(typedPath('x.jpg', from('/home/ada'), '/home/ada/cards')).toBe('x.jpg');
  // A script of another project, such as tests that try a copy of this one.
  expect(typedPath('x.jpg', { INIT_CWD: '/home/ada', npm_package_json: '/home/ada/package.json' }, project)).toBe('x.jpg');
});

test('a dash is standard input wherever the user stands', () => {
  expect(typedPath('-', from('/home/ada'), project)).toBe('-');
});
