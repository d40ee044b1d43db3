import type { Log } from '../../edge/core/ports.ts';

/** Without what only CloudWatch reads. */
export function forPeople(log: Log): Log {
  return (event, { _aws, stage: _, function: __, ...fields } = {}) => log(event, fields);
}
