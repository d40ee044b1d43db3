// What each parameter of a deployment may be, from the rules by which it is refused.
import { RULES } from '../package/parameter-values.ts';

export function parametersTable(): string {
  const byRule = new Map<string, string[]>();
  for (const [name, { allowed }] of Object.entries(RULES)) byRule.set(allowed, [...(byRule.get(allowed) ?? []), `\`${name}\``]);
  const rows = [...byRule].map(([allowed, names]) => `| ${names.join(', ')} | ${allowed} |`);
  return ['| Parameter | What it may be |', '| --- | --- |', ...rows].join('\n');
}
