// `npm run cards` as a person runs it: in a process of its own.
import { execFile } from 'node:child_process';
import { projectPath } from '../../project-path.ts';

const script = projectPath('cli/cards.ts');

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export function runCards(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const { EDGECARD_SIGNING_KEY: _, EDGECARD_PAGE_KEY: __, ...inherited } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env: { ...inherited, ...env }, cwd: folder }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}
