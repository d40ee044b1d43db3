import { expect, test } from '@jest/globals';
import { typedPath } from '../../../cli/terminal/typed-path.ts';
import { projectPath } from '../../../project-path.ts';

const project = projectPath();

test('a path is of the folder in which npm was called, not of the project’s, where npm runs every script', () => {
  expect(typedPath('x.jpg', '/home/ada', project)).toBe('/home/ada/x.jpg');
  expect(typedPath('../x.jpg', projectPath('docs'), project)).toBe(projectPath('x.jpg'));
  expect(typedPath('/tmp/x.jpg', '/home/ada', project)).toBe('/tmp/x.jpg');
});

test('it stays as it was typed where npm has moved nothing', () => {
  expect(typedPath('x.jpg', project, project)).toBe('x.jpg');
  expect(typedPath('x.jpg', undefined, project)).toBe('x.jpg');
  expect(typedPath('x.jpg', '/home/ada', '/home/ada/cards')).toBe('x.jpg');
});

test('a dash is standard input wherever the user stands', () => {
  expect(typedPath('-', '/home/ada', project)).toBe('-');
});
