import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DEFAULT_PORT } from '../../local/stack/ports.ts';
import { projectPath } from '../../project-path.ts';

const project = projectPath();

interface Launch {
  readonly request: string;
  readonly runtimeExecutable?: string;
  readonly runtimeArgs: readonly string[];
  readonly program?: string;
}

/** JSON with comments on lines of their own. */
function readCommented(path: string) {
  return JSON.parse(readFileSync(projectPath(path), 'utf8').replace(/^\s*\/\/.*$/gm, ''));
}

test('the dev container forwards the ports of npm start, under their own numbers', () => {
  const { forwardPorts, portsAttributes } = readCommented('.devcontainer/devcontainer.json');
  const ports = [0, 1, 2, 3, 4].map((after) => DEFAULT_PORT + after);
  expect(forwardPorts).toEqual(ports);
  expect(Object.keys(portsAttributes).map(Number)).toEqual(ports);
  for (const { requireLocalPort } of Object.values<{ requireLocalPort: boolean }>(portsAttributes))
    expect(requireLocalPort).toBe(true);
});

test('the debugger starts scripts and programs that there are', () => {
  const { scripts } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8'));
  const { configurations } = readCommented('.vscode/launch.json') as { configurations: Launch[] };
  const launched = configurations.filter(({ request }) => request === 'launch');
  expect(launched).toHaveLength(2);
  for (const { runtimeExecutable, runtimeArgs, program = '' } of launched) {
    if (runtimeExecutable === 'npm') expect(Object.keys(scripts)).toContain(runtimeArgs[1]);
    else expect(existsSync(program.replace(/^\$\{workspaceFolder\}/, project))).toBe(true);
  }
});
