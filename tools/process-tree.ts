// A process and all that it has started: npm and shells hand few signals on.
import { readdirSync } from 'node:fs';
import { type ProcessFacts, readProcess } from '../cli/terminal/ancestors.ts';

export type ProcessTree = readonly Pick<ProcessFacts, 'pid' | 'started'>[];

/** As it is now, the process first. Where there is no /proc, it alone. */
export function processTree(root: number): ProcessTree {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const all = pids.flatMap((pid) => readProcess(Number(pid)) ?? []);
    const tree = all.filter(({ pid }) => pid === root);
    for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
    return tree;
  } catch {
    return [{ pid: root, started: '' }]; // not Linux, or no file can be opened any more
  }
}

/** Those of them that still run; another process may have got the number of one that has ended. */
export function signalTree(tree: ProcessTree, signal: NodeJS.Signals): void {
  for (const { pid, started } of tree) {
    try {
      if (started === '' || readProcess(pid)?.started === started) process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}
