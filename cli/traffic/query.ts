// The question to Athena: one query that reads the log once, and gives groups. Made of the same tables as the reader of lines (how.ts, networks.ts,
// card-names.ts), so that both give the same figures. The SQL is that of Trino; but for TRY_CAST and two functions SQLite runs it too, and the tests do.
import { ADDRESSED, CARD_PATH, DEFAULT_STATUS, OTHER_FILES, ROOT_IS_SIGNED, SPELLINGS } from './card-names.ts';
import { FILE, NO_CARD } from './group.ts';
import { type FIELDS, OTHERWISE, RULES } from './how.ts';
import { CARD_STATUSES, NEEDED } from './line.ts';
import { BROWSER_BEGINS, CRAWLERS, OTHERS, SPACES } from './networks.ts';

export interface Question {
  /** As the table calls its folders: `2026/11/30`. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly topCards: number;
}

/** In the order of the columns. */
export const COLUMNS = ['card', 'template', 'network', 'how', 'status', 'requests', 'bytes', 'cards', 'first', 'last'] as const;

export function trafficQuery({ firstDay, lastDay, topCards }: Question): string {
  return `WITH lines AS (
  SELECT "date", ${plainPath('"cs-uri-stem"')} AS path, ${plainAgent('"cs(user-agent)"')} AS agent,
    "sc-status" AS http, "x-edge-result-type" AS result,
    CASE WHEN COALESCE("x-edge-detailed-result-type", '-') IN ('', '-') THEN "x-edge-result-type" ELSE "x-edge-detailed-result-type" END AS detail,
    CASE WHEN "viewer-response-log-data" IN (${list(CARD_STATUSES)}) THEN "viewer-response-log-data" ELSE '' END AS status,
    COALESCE(TRY_CAST("sc-bytes" AS BIGINT), 0) AS bytes
  FROM pictures
  WHERE "day" BETWEEN ${quoted(firstDay)} AND ${quoted(lastDay)} AND ${NEEDED.map((name) => `"${name}" IS NOT NULL`).join(' AND ')}
), parts AS (
  SELECT *, regexp_extract(path, ${quoted(CARD_PATH)}, 1) AS folder, regexp_extract(path, ${quoted(CARD_PATH)}, 2) AS card_values,
    regexp_extract(path, ${quoted(CARD_PATH)}, 3) AS signature
  FROM lines
), asked AS (
  SELECT "date", card_values, status, bytes, ${networkCase()} AS network, ${howCase()} AS how, ${templateCase()} AS asked_for
  FROM parts
), named AS (
  SELECT "date", card_values, status, bytes, network, how, CASE
    WHEN status = ${quoted(DEFAULT_STATUS)} AND asked_for NOT IN (${list([...ADDRESSED.fixed, FILE])}) THEN ${quoted(NO_CARD)}
    ELSE asked_for END AS template
  FROM asked
), counted AS (
  SELECT CASE WHEN template IN (${list([NO_CARD, FILE])}) THEN '' ELSE template || '/' || card_values END AS card,
    template, network, how, status, COUNT(*) AS requests, SUM(bytes) AS bytes, MIN("date") AS first_day, MAX("date") AS last_day
  FROM named
  GROUP BY 1, 2, 3, 4, 5
), ranked AS (
  SELECT *, SUM(requests) OVER (PARTITION BY card) AS of_card FROM counted
), placed AS (
  SELECT *, DENSE_RANK() OVER (ORDER BY CASE WHEN card = '' THEN 1 ELSE 0 END, of_card DESC, card) AS place FROM ranked
), known AS (
  SELECT *, MAX(CASE WHEN card = '' THEN 0 ELSE place END) OVER () AS cards FROM placed
)
SELECT CASE WHEN place <= ${topCards} THEN card ELSE '' END AS card, template, network, how, status,
  SUM(requests) AS requests, SUM(bytes) AS bytes, MAX(cards) AS cards, MIN(first_day) AS first, MAX(last_day) AS last
FROM known
GROUP BY 1, 2, 3, 4, 5`;
}

function plainPath(column: string): string {
  return SPELLINGS.reduce((text, [spelling, character]) => `REPLACE(${text}, ${quoted(spelling)}, ${quoted(character)})`, column);
}

function plainAgent(column: string): string {
  return SPACES.reduce((text, spelling) => `REPLACE(${text}, ${quoted(spelling)}, ' ')`, `LOWER(COALESCE(${column}, ''))`);
}

function networkCase(): string {
  const holds = (token: string) => `STRPOS(agent, ${quoted(token)}) > 0`;
  const crawlers = CRAWLERS.map(({ network, tokens, whole }) => {
    const test = whole ? `agent = ${quoted(tokens[0] ?? '')}` : tokens.map(holds).join(' AND ');
    return `WHEN ${test} THEN ${quoted(network)}`;
  });
  const browser = `WHEN STRPOS(agent, ${quoted(BROWSER_BEGINS)}) = 1 THEN ${quoted(OTHERS.browser)}`;
  return `CASE ${crawlers.join(' ')} WHEN agent IN ('', '-') THEN ${quoted(OTHERS.nobody)} ${browser} ELSE ${quoted(OTHERS.program)} END`;
}

const COLUMN_OF: Readonly<Record<keyof typeof FIELDS, string>> = { status: 'http', result: 'result', detail: 'detail' };

function howCase(): string {
  const rules = RULES.map(({ how, field, begins, is }) => {
    const test =
      is === undefined ? `STRPOS(${COLUMN_OF[field]}, ${quoted(begins ?? '')}) = 1` : `${COLUMN_OF[field]} IN (${list(is)})`;
    return `WHEN ${test} THEN ${quoted(how)}`;
  });
  return `CASE ${rules.join(' ')} ELSE ${quoted(OTHERWISE)} END`;
}

function templateCase(): string {
  const { unsigned, signed, fixed, root } = ADDRESSED;
  const when = (test: string, names: readonly string[], then: string) => (names.length === 0 ? '' : `WHEN ${test} THEN ${then}`);
  const [atRoot = ''] = root;
  return `CASE
    WHEN path IN (${list(OTHER_FILES)}) THEN ${quoted(FILE)}
    WHEN card_values IS NULL THEN ${quoted(NO_CARD)}
    ${when(`signature IS NOT NULL AND folder IN (${list(signed)})`, signed, 'folder')}
    ${when(`signature IS NULL AND folder IN (${list(unsigned)})`, unsigned, 'folder')}
    WHEN folder IS NOT NULL THEN ${quoted(NO_CARD)}
    ${when(`card_values IN (${list(fixed)})`, fixed, `CASE WHEN signature IS NULL THEN card_values ELSE ${quoted(NO_CARD)} END`)}
    ${when(`signature IS ${ROOT_IS_SIGNED ? 'NOT ' : ''}NULL`, root, quoted(atRoot))}
    ELSE ${quoted(NO_CARD)} END`;
}

function list(texts: readonly string[]): string {
  return texts.map(quoted).join(', ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
