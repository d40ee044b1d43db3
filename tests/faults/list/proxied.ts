import type { SwitchedOn } from '../fault.ts';
import type { Meddle } from '../fault-proxy.ts';

/** What stands behind a proxy misbehaves. */
export function proxied(behind: 'site' | 's3', meddle: Meddle): SwitchedOn<'meddled'> {
  return { meddled: 1, switchOn: (bench) => bench[behind].meddle(meddle) };
}
