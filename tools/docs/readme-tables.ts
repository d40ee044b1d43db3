// The README's tables that follow from code. `npm run readme` writes them; a test holds the README against them.
import { TEMPLATES } from '../../card-schema/catalogue.ts';
import { aboutField } from '../../card-schema/fields.ts';
import type { Template } from '../../card-schema/template.ts';
import { costMarkdown } from '../../cli/commands/cost.ts';
import { COMMANDS } from '../../cli/commands.ts';
import { SETTINGS } from '../../edge/core/config.ts';
import { METRICS } from '../../edge/core/metrics.ts';
import { REQUEST_FIELDS } from '../../edge/core/request-line.ts';
import { NOT_IMITATED } from '../../local/cloudfront/not-imitated.ts';
import { REFUSALS } from '../../local/cloudfront/refusals.ts';
import { RULES } from '../../local/cloudfront/rules.ts';
import { answersMarkdown } from './readme-answers.ts';
import { charactersMarkdown } from './readme-characters.ts';
import { faultsMarkdown } from './readme-faults.ts';
import { soakMarkdown } from './readme-soak.ts';

const ADDRESSES = {
  root: (names: string) => `\`/${names}.jpg\``,
  closed: (names: string, template: string) => `\`/${template}/${names}.jpg\``,
  open: (_: string, template: string) => `\`/${template}/<payload>.<signature>.jpg\``,
  fixed: (_: string, template: string) => `\`/${template}.jpg\``,
} as const;

function templates(): string {
  const rows = Object.entries(TEMPLATES as unknown as Record<string, Template>).flatMap(
    ([name, { addressing, about, fields }]) => {
      const names = Object.keys(fields)
        .map((field) => `<${field}>`)
        .join('-');
      const first = `| **\`${name}\`** | ${ADDRESSES[addressing](names, name)} | ${about} |`;
      const rest = Object.entries(fields).map(([field, schema]) => {
        const { allowed } = aboutField(schema);
        return `| | \`${field}\` | ${allowed}${schema.isOptional() ? `; ${initialOf(schema.parse(undefined))} if left out` : ''} |`;
      });
      return [first, ...rest];
    },
  );
  return ['| Template | Address or field | What it is |', '| --- | --- | --- |', ...rows].join('\n');
}

function initialOf(value: unknown): string {
  return Array.isArray(value) ? 'none' : value === '' ? 'empty' : `\`${String(value)}\``;
}

function settings(): string {
  const rows = Object.values(SETTINGS).map(({ header, allowed, initial }) => {
    const otherwise = initial === undefined ? 'must be set' : Array.isArray(initial) ? 'none' : `\`${String(initial)}\``;
    return `| \`${header}\` | ${allowed} | ${otherwise} |`;
  });
  return ['| Origin custom header | What it may be | If it is missing |', '| --- | --- | --- |', ...rows].join('\n');
}

function logFields(): string {
  const rows = Object.entries(REQUEST_FIELDS).map(([name, about]) => `| \`${name}\` | ${about} |`);
  return ['| Field | |', '| --- | --- |', ...rows].join('\n');
}

function metrics(): string {
  const rows = Object.entries(METRICS).map(([name, { unit, description }]) => `| \`${name}\` | ${unit} | ${description} |`);
  return ['| Metric | Unit | |', '| --- | --- | --- |', ...rows].join('\n');
}

function cloudFrontRules(): string {
  const kinds = { request: 'the request', response: 'the answer', 'generated response': 'an answer of its own' };
  const rows = RULES.map(({ name, kinds: judged, says }) => {
    const where = judged.length === Object.keys(kinds).length ? 'all' : judged.map((kind) => kinds[kind]).join(', ');
    return `| ${name} | ${where} | ${says} |`;
  });
  return ['| Rule | Judged is | AWS says |', '| --- | --- | --- |', ...rows].join('\n');
}

function cloudFrontAnswers(): string {
  const rows = Object.entries(REFUSALS).map(
    ([name, { status, says, source }]) => `| ${status} | ${name} | ${says} | ${source} |`,
  );
  return ['| Status | Answers | AWS says | In |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function notImitated(): string {
  return NOT_IMITATED.map((sentence) => `- ${sentence}`).join('\n');
}

function commands(): string {
  const rows = Object.entries(COMMANDS).map(([name, { about }]) => `| \`${name}\` | ${about.replace(/<\S+>/g, '`$&`')} |`);
  return ['| `npm run -s cards --` | |', '| --- | --- |', ...rows].join('\n');
}

const TABLES = {
  templates: templates(),
  answers: answersMarkdown(),
  settings: settings(),
  'log fields': logFields(),
  metrics: metrics(),
  commands: commands(),
  cost: costMarkdown(),
  'cloudfront rules': cloudFrontRules(),
  'cloudfront answers': cloudFrontAnswers(),
  'not imitated': notImitated(),
  faults: faultsMarkdown(),
  soak: soakMarkdown(),
  characters: charactersMarkdown(),
} as const;

/** Puts each table between its pair of `<!-- name -->` and `<!-- /name -->`. Throws when a pair is missing. */
export function withTables(readme: string): string {
  return Object.entries(TABLES).reduce((text, [name, table]) => {
    const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [text.indexOf(open), text.indexOf(close)];
    if (from < 0 || to < from) throw new Error(`The README has no place for the table "${name}": ${open} … ${close}.`);
    return `${text.slice(0, from + open.length)}\n${table}\n${text.slice(to)}`;
  }, readme);
}
