// What costs by the month against what would be deployed: a switch, alarm or rule without its price is found here.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ALARM_METRICS, FIREWALL_RULES, MONTHLY, monthlyPrice, usd } from '../../../cli/cost/monthly.ts';
import { PRICE_LIST, PRICES } from '../../../cli/cost/prices.ts';
import { projectPath } from '../../../project-path.ts';

const read = (path: string) => readFileSync(projectPath(path), 'utf8');
const infra = readdirSync(projectPath('infra')).filter((name) => name.endsWith('.yml'));

/** Name and default of each parameter that is on or off. */
const SWITCHES = [...read('serverless.yml').matchAll(/^ {4}(\w+): '(on|off)'$/gm)].map(([, name = '', initial]) => ({
  name,
  initial,
}));

test('every switch has its price, and is on at first where it is', () => {
  expect(SWITCHES.length).toBeGreaterThanOrEqual(9);
  for (const { name, initial } of SWITCHES) {
    const rows = MONTHLY.filter(({ parameter }) => parameter === name);
    expect([name, rows.length > 0, rows.every(({ byDefault }) => byDefault === (initial === 'on'))]).toEqual([name, true, true]);
  }
});

test('every price of a parameter is of one that there is', () => {
  const parameters = new Set([...read('serverless.yml').matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name));
  expect(MONTHLY.flatMap(({ parameter }) => parameter ?? []).filter((name) => !parameters.has(name))).toEqual([]);
});

test('the alarms and the firewall’s rules are as many as the templates have', () => {
  const alarms = infra
    .flatMap((name) => read(`infra/${name}`).split(/^ {2}(?=\w+:$)/m))
    .filter((resource) => /Type: AWS::CloudWatch::Alarm\n +Condition: HasAlarms\n/.test(resource));
  expect(alarms.length).toBeGreaterThan(9);
  const metrics = alarms.map((alarm) => Math.max(1, alarm.match(/MetricStat:/g)?.length ?? 0));
  expect(metrics.reduce((sum, each) => sum + each, 0)).toBe(ALARM_METRICS);
  expect([...read('infra/firewall.yml').matchAll(/^ +Priority: /gm)]).toHaveLength(FIREWALL_RULES);
});

test('a price is said with what it is for', () => {
  const row = { what: 'a thing', byDefault: false };
  expect(monthlyPrice({ ...row, usd: 0 })).toBe('nothing');
  expect(monthlyPrice({ ...row, usd: 1.2 })).toBe('1.20 USD');
  expect(monthlyPrice({ ...row, usd: 11, use: '0.60 USD per million' })).toBe('11.00 USD, and 0.60 USD per million');
});

test.each([
  [1, '1.00 USD'],
  [0.085, '0.085 USD'],
  [0.0075, '0.0075 USD'],
  [0.00005001, '0.00005001 USD'],
  [0.0004, '0.0004 USD'],
  [1234.5, '1,234.50 USD'],
])('%d is %s', (amount, words) => {
  expect(usd(amount)).toBe(words);
});

test('each price has its source at Amazon, and is of as many as it says', () => {
  for (const { usd: price, per, source } of Object.values(PRICE_LIST)) {
    expect([price > 0, per >= 1, source.startsWith('https://aws.amazon.com/')]).toEqual([true, true, true]);
  }
  expect(PRICES.request).toBeCloseTo(0.000001, 12);
  expect(Object.keys(PRICES)).toEqual(Object.keys(PRICE_LIST));
});
