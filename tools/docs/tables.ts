// All that is generated in the documents, by the name of its place. A test compares the documents with it.
import { COMMANDS } from '../../cli/commands.ts';
import { SETTINGS } from '../../edge/core/config.ts';
import { METRICS } from '../../edge/core/metrics.ts';
import { REQUEST_FIELDS } from '../../edge/core/request-line.ts';
import { answersTable } from './answers-table.ts';
import { benchTables } from './bench-tables.ts';
import { charactersTable } from './characters-table.ts';
import { costTables } from './cost-tables.ts';
import { emulatorTables } from './emulator-tables.ts';
import { faultTables } from './fault-tables.ts';
import { fieldKindsTable } from './field-kinds-table.ts';
import type { Tables } from './fill-tables.ts';
import { parametersTable } from './parameters-table.ts';
import { photoTables } from './photo-tables.ts';
import { soakAccount } from './soak-account.ts';
import { templatesTable } from './templates-table.ts';
import { timeLimitsTable } from './time-limits-table.ts';
import { unpackingTable } from './unpacking-table.ts';

export function tables(): Tables {
  return {
    templates: templatesTable(),
    'kinds of field': fieldKindsTable(),
    answers: answersTable(),
    parameters: parametersTable(),
    settings: settings(),
    'log fields': logFields(),
    metrics: metrics(),
    commands: commands(),
    ...photoTables(),
    'time limits': timeLimitsTable(),
    ...costTables(),
    'cost of unpacking': unpackingTable(),
    ...emulatorTables(),
    ...faultTables(),
    ...benchTables(),
    soak: soakAccount(),
    characters: charactersTable(),
  };
}

function settings(): string {
  const rows = Object.values(SETTINGS).map(({ header, allowed, initial }) => {
    const otherwise =
      initial === undefined ? 'must be set' : Array.isArray(initial) || initial === '' ? 'none' : `\`${String(initial)}\``;
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

function commands(): string {
  const rows = Object.entries(COMMANDS).map(
    ([name, { description }]) => `| \`${name}\` | ${description.replace(/<\S+>/g, '`$&`')} |`,
  );
  return ['| `npm run -s cards --` | |', '| --- | --- |', ...rows].join('\n');
}
