import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../edge/adapters/log.ts';
import { METRICS, type Metrics } from '../../../edge/core/metrics.ts';
import { projectPath } from '../../../project-path.ts';
import { embeddedMetricProblems } from '../../support/embedded-metric-format.ts';

const NOW = Date.UTC(2026, 10, 21);

function logged(fields: Readonly<Record<string, unknown>>, metrics?: Metrics): string {
  const lines: string[] = [];
  createLog(
    (line) => lines.push(line),
    () => NOW,
  )('request', fields, metrics);
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

describe('a line of the log', () => {
  test('is one line of JSON, whatever is in it', () => {
    const line = logged({ text: 'one\ntwo\u2028three', list: ['\ud800'] });
    expect(line).not.toMatch(/[\n\r]/);
    expect(JSON.parse(line)).toEqual({ event: 'request', text: 'one\ntwo\u2028three', list: ['\ud800'] });
  });

  test('has no metrics unless there are any', () => {
    expect(logged({ function: 'origin-request' })).not.toContain('_aws');
  });

  test('embeds every metric there is, each with its unit, in the form that CloudWatch reads', () => {
    const all = Object.fromEntries(Object.keys(METRICS).map((name, at) => [name, at + 0.5])) as Metrics;
    const line = logged({ stage: 'prod', function: 'origin-response' }, all);
    expect(embeddedMetricProblems(line, NOW)).toEqual([]);
    const { _aws, ...root } = JSON.parse(line);
    expect(root).toEqual({ event: 'request', stage: 'prod', function: 'origin-response', ...all });
    expect(_aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Edgecard',
        Dimensions: [['stage', 'function']],
        Metrics: [
          { Name: 'CardsDrawn', Unit: 'Count' },
          { Name: 'CardsIncomplete', Unit: 'Count' },
          { Name: 'CardsFailed', Unit: 'Count' },
          { Name: 'FallbackPictures', Unit: 'Count' },
          { Name: 'UnsignedDrawings', Unit: 'Count' },
          { Name: 'DrawingsRefused', Unit: 'Count' },
          { Name: 'PackMisses', Unit: 'Count' },
          { Name: 'BrowserRetries', Unit: 'Count' },
          { Name: 'DrawMs', Unit: 'Milliseconds' },
          { Name: 'ColdStarts', Unit: 'Count' },
        ],
      },
    ]);
  });

  test('embeds no metric that was not counted', () => {
    const { _aws, CardsDrawn } = JSON.parse(logged({ stage: 'prod', function: 'origin-response' }, { CardsDrawn: 1 }));
    expect([CardsDrawn, _aws.CloudWatchMetrics[0].Metrics]).toEqual([1, [{ Name: 'CardsDrawn', Unit: 'Count' }]]);
  });

  test('goes to stdout bare, also where the runtime’s console.log adds to a line or wraps it', () => {
    const script = `
      import { bareStdout, createLog } from './edge/adapters/log.ts';
      // As Lambda's runtime does for the log formats Text and JSON.
      for (const patched of [(line) => 'time\\tid\\tINFO\\t' + line, (line) => JSON.stringify({ message: line })]) {
        console.log = (line) => process.stdout.write(patched(line) + '\\n');
        createLog(bareStdout())('request', { text: '100 %s' });
        console.log('another');
      }`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: projectPath(),
      encoding: 'utf8',
    });
    const bare = '{"event":"request","text":"100 %s"}';
    expect([stdout.trimEnd().split('\n'), stderr]).toEqual([
      [bare, 'time\tid\tINFO\tanother', bare, '{"message":"another"}'],
      '',
    ]);
  });
});

describe('the check of embedded metrics', () => {
  const good = () => JSON.parse(logged({ stage: 'prod', function: 'origin-response' }, { CardsDrawn: 1, DrawMs: 20 }));
  const directive = (line: ReturnType<typeof good>) => line._aws.CloudWatchMetrics[0];
  const problems = (line: unknown, nowMs = NOW) => embeddedMetricProblems(JSON.stringify(line), nowMs);

  test('finds nothing wrong with a good line', () => {
    expect(problems(good())).toEqual([]);
  });

  type Line = ReturnType<typeof good>;
  test.each<[string, (line: Line) => void]>([
    ['no _aws', (line) => delete line._aws],
    ['no Timestamp', (line) => delete line._aws.Timestamp],
    ['a Timestamp in seconds', (line) => (line._aws.Timestamp = NOW / 1000)],
    ['a Timestamp with a fraction', (line) => (line._aws.Timestamp = NOW + 0.5)],
    ['a member of _aws that is not in the specification', (line) => (line._aws.metrics = [])],
    ['Amazon’s own namespace', (line) => (directive(line).Namespace = 'AWS/Lambda')],
    ['no set of dimensions', (line) => (directive(line).Dimensions = [])],
    ['dimensions that are not sets', (line) => (directive(line).Dimensions = ['function'])],
    ['31 dimensions', (line) => (directive(line).Dimensions = [Array.from({ length: 31 }, (_, at) => `d${at}`)])],
    ['a dimension twice', (line) => (directive(line).Dimensions = [['function', 'function']])],
    ['a dimension that is not in the root', (line) => delete line.function],
    ['a stage that is not in the root', (line) => delete line.stage],
    ['a dimension that is not a text', (line) => (line.function = 1)],
    ['a dimension that is not ASCII', (line) => (line.function = 'ä')],
    ['no metrics', (line) => (directive(line).Metrics = [])],
    ['101 metrics', (line) => (directive(line).Metrics = Array.from({ length: 101 }, () => ({ Name: 'CardsDrawn' })))],
    ['a metric without a name', (line) => delete directive(line).Metrics[0].Name],
    ['a unit that CloudWatch does not know', (line) => (directive(line).Metrics[0].Unit = 'ms')],
    ['a metric that is not in the root', (line) => delete line.CardsDrawn],
    ['a metric inside another member', (line) => (line.CardsDrawn = { CardsDrawn: 1 })],
    ['a metric that is not a number', (line) => (line.CardsDrawn = '1')],
    ['a metric that JSON could not write', (line) => (line.CardsDrawn = Number.NaN)],
    ['101 values', (line) => (line.CardsDrawn = Array(101).fill(1))],
    ['more than 256 KB', (line) => (line.text = 'x'.repeat(262_144))],
  ])('refuses %s', (_, spoil) => {
    const line = good();
    spoil(line);
    expect(problems(line)).not.toEqual([]);
  });

  test('refuses text before or after the JSON', () => {
    const line = JSON.stringify(good());
    for (const text of [`INFO\t${line}`, `${line} INFO`]) expect(embeddedMetricProblems(text, NOW)).not.toEqual([]);
  });
});
