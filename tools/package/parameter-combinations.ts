// Parameters that are right one by one and mean nothing together.

type Values = Readonly<Record<string, unknown>>;

interface Combination {
  readonly isWrong: (value: (name: string) => string, initial: (name: string) => string) => boolean;
  readonly problem: string;
}

const COMBINATIONS: readonly Combination[] = [
  {
    isWrong: (value) => value('firewallLogs') === 'on' && value('firewall') === 'off',
    problem: 'firewallLogs is on and firewall is off: switch the firewall on, or its log off.',
  },
  {
    isWrong: (value) => value('dnsLogs') === 'on' && value('hostedZoneId') === '',
    problem: 'dnsLogs is on and hostedZoneId is empty: give the id of the hosted zone, or switch its log off.',
  },
  {
    isWrong: (value) => value('viewerAddresses') === 'on' && value('trafficLogs') === 'off',
    problem: 'viewerAddresses is on and trafficLogs is off: there is no log to write the addresses to. Switch the log on.',
  },
  {
    isWrong: (value, initial) =>
      ![initial('monthlyBudget'), 'off', '0'].includes(value('monthlyBudget')) &&
      value('alarms') === 'off' &&
      value('alarmEmail') === '',
    problem: 'monthlyBudget is set and nobody would hear of it: give an alarmEmail, or switch alarms on.',
  },
];

/** What is wrong with the values that a deployment ends up with. A variable is for osls to resolve. */
export function problemsOfCombinations(values: Values, defaults: Values): readonly string[] {
  const value = (name: string) => String(values[name] ?? '');
  const initial = (name: string) => String(defaults[name] ?? '');
  return COMBINATIONS.filter(({ isWrong }) => isWrong(value, initial)).map(({ problem }) => problem);
}
