// What the emulator refuses, answers and does not imitate.
import { NOT_IMITATED } from '../../local/cloudfront/not-imitated.ts';
import { REFUSALS } from '../../local/cloudfront/refusals.ts';
import { RULES } from '../../local/cloudfront/rules.ts';
import type { Tables } from './fill-tables.ts';

export function emulatorTables(): Tables {
  return { 'cloudfront rules': rules(), 'cloudfront answers': answers(), 'not imitated': notImitated() };
}

function rules(): string {
  const kinds = { request: 'the request', response: 'the answer', 'generated response': 'an answer of its own' };
  const rows = RULES.map(({ name, kinds: judged, says }) => {
    const where = judged.length === Object.keys(kinds).length ? 'all' : judged.map((kind) => kinds[kind]).join(', ');
    return `| ${name} | ${where} | ${says} |`;
  });
  return ['| Rule | What it judges | AWS says |', '| --- | --- | --- |', ...rows].join('\n');
}

function answers(): string {
  const rows = Object.entries(REFUSALS).map(
    ([name, { status, says, source }]) => `| ${status} | ${name} | ${says} | ${source} |`,
  );
  return ['| Status | Reason | AWS says | In |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function notImitated(): string {
  return NOT_IMITATED.map((sentence) => `- ${sentence}`).join('\n');
}
