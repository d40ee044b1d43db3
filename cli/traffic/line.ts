// A line of CloudFront's access log, in each of the forms that CloudFront writes: JSON (ours), and tab-separated with a line of field names
// before it (W3C, and standard logging as it was before).
import type { CardStatus } from '../../edge/core/answers.ts';
import { cardOfPath } from './card-names.ts';
import type { Group } from './group.ts';
import { FIELDS, howOf } from './how.ts';
import { networkOf } from './networks.ts';

/** All of them, or this does not compile. */
const STATUSES = { hit: 1, drawn: 1, incomplete: 1, default: 1, fallback: 1, undrawn: 1 } as const satisfies Record<
  CardStatus,
  1
>;
export const CARD_STATUSES: readonly string[] = Object.keys(STATUSES);

/** By CloudFront's names of fields. */
type Fields = Readonly<Record<string, unknown>>;

export interface LogLine {
  readonly group: Group;
  /** `2026-11-30`, UTC. */
  readonly date: string;
}

/** Without them a line says nothing about a request. */
export const NEEDED = ['date', 'cs-uri-stem', 'sc-status', 'x-edge-result-type'];

/** Reads the lines of one file, in their order. A text is what is odd about a line; undefined is for lines that hold no request. */
export function createLineReader() {
  let names: readonly string[] | undefined;
  return (line: string): LogLine | string | undefined => {
    if (line === '') return undefined;
    if (line.startsWith('#')) {
      if (line.startsWith('#Fields:')) names = line.slice('#Fields:'.length).trim().split(/\s+/);
      return undefined;
    }
    const fields = line.startsWith('{') ? fromJson(line) : fromTabs(line, names);
    return typeof fields === 'string' ? fields : requestOf(fields);
  };
}

function fromJson(line: string): Fields | string {
  try {
    return JSON.parse(line) as Fields; // it begins with a brace
  } catch {
    return 'not JSON, or cut off';
  }
}

function fromTabs(line: string, names: readonly string[] | undefined): Fields | string {
  if (names === undefined) return 'neither JSON nor after a line that begins with #Fields:';
  const values = line.split('\t');
  if (values.length !== names.length) return `${values.length} fields instead of ${names.length}`;
  return Object.fromEntries(names.map((name, at) => [name, values[at]]));
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // Date takes the 30th of February for a day in March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function requestOf(fields: Fields): LogLine | string {
  const missing = NEEDED.find((name) => !isWritten(fields[name]));
  if (missing !== undefined) return `no ${missing}`;
  const text = (name: string) => {
    const value = fields[name];
    return isWritten(value) ? String(value) : '';
  };
  const date = text('date');
  if (!isDate(date)) return 'no date such as 2026-11-30';
  const result = text(FIELDS.result);
  const detail = text(FIELDS.detail);
  const logged = text('viewer-response-log-data');
  const status = CARD_STATUSES.includes(logged) ? logged : '';
  const bytes = Number(text('sc-bytes'));
  return {
    date,
    group: {
      ...cardOfPath(text('cs-uri-stem'), status),
      network: networkOf(text('cs(User-Agent)')),
      how: howOf({ status: text(FIELDS.status), result, detail: detail === '' || detail === '-' ? result : detail }),
      status,
      requests: 1,
      bytes: Number.isSafeInteger(bytes) && bytes > 0 ? bytes : 0,
    },
  };
}

/** As CloudFront writes a field; others write numbers as such. */
function isWritten(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
