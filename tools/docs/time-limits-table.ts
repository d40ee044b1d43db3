// The time limits on the way of a drawing, with what edge/core/time-limits.ts says of each.
import { readFileSync } from 'node:fs';
import * as exported from '../../edge/core/time-limits.ts';
import { projectPath } from '../../project-path.ts';

const LIMITS: Readonly<Record<string, number>> = { ...exported };

/** A doc comment and the constants that it is about: those that follow without an empty line. */
const GROUP = /\/\*\*([\s\S]*?)\*\/\n((?:export const .+\n)+)/g;

export function timeLimitsTable(): string {
  const source = readFileSync(projectPath('edge/core/time-limits.ts'), 'utf8');
  const groups = [...source.matchAll(GROUP)].map(([, comment = '', constants = '']) => ({
    about: comment.replace(/\s*\n\s*\*?\s*/g, ' ').trim(),
    names: [...constants.matchAll(/export const (\w+)/g)].map(([, name = '']) => name),
  }));
  const unexplained = Object.keys(LIMITS).filter((name) => !groups.some(({ names }) => names.includes(name)));
  if (unexplained.length > 0) throw new Error(`edge/core/time-limits.ts says nothing of ${unexplained.join(', ')}.`);
  const rows = groups.map(({ about, names }) => {
    const values = names.map((name) => inUnits(name, LIMITS[name] ?? Number.NaN));
    return `| ${names.map((name) => `\`${name}\``).join(', ')} | ${values.join(', ')} | ${about} |`;
  });
  return ['| Limit | Value | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function inUnits(name: string, value: number): string {
  if (name.endsWith('_SHARE')) return `${value * 100} %`;
  return `${value.toLocaleString('en')} ${name.endsWith('_SECONDS') ? 's' : 'ms'}`;
}
