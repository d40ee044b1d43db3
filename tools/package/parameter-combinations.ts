// Values that are right by themselves and wrong together. What is merely without effect, such as rateLimit without the firewall, is allowed.
import { isVariable } from './parameter-values.ts';

/** By name, as osls will see them; empty is none. */
type Effective = Readonly<Record<string, string>>;

interface Combination {
  readonly names: readonly string[];
  readonly isWrong: (values: Effective, defaults: Effective) => boolean;
  /** What is wrong, and what to do. */
  readonly sentence: (values: Effective) => string;
}

const has = (values: Effective, name: string) => (values[name] ?? '') !== '';

/** The name in a certificate's subject (API_RequestCertificate.html, DomainName). */
const MAX_CERTIFIED_CHARACTERS = 64;

const COMBINATIONS: readonly Combination[] = [
  {
    names: ['domain', 'certificateArn', 'hostedZoneId'],
    isWrong: (values) => has(values, 'domain') && !has(values, 'certificateArn') && !has(values, 'hostedZoneId'),
    sentence: ({ domain }) =>
      `domain is ${domain}, without a certificate: give hostedZoneId, where certificate and records are made, or certificateArn, a certificate of yours in us-east-1.`,
  },
  {
    names: ['domain', 'certificateArn', 'hostedZoneId'],
    isWrong: (values) => !has(values, 'domain') && (has(values, 'certificateArn') || has(values, 'hostedZoneId')),
    sentence: (values) =>
      `${['certificateArn', 'hostedZoneId'].filter((name) => has(values, name)).join(' and ')} without domain: give the host name of the pictures too, or neither.`,
  },
  {
    names: ['domain', 'hostedZoneId'],
    isWrong: (values) =>
      has(values, 'hostedZoneId') && !has(values, 'certificateArn') && (values['domain'] ?? '').length > MAX_CERTIFIED_CHARACTERS,
    sentence: ({ domain = '' }) =>
      `domain has ${domain.length} characters, and AWS makes certificates for at most ${MAX_CERTIFIED_CHARACTERS}: give a shorter one, or certificateArn, a certificate of yours.`,
  },
  {
    names: ['firewallLogs', 'firewall'],
    isWrong: (values) => values['firewallLogs'] === 'on' && values['firewall'] === 'off',
    sentence: () => 'firewallLogs is on and firewall is off: switch the firewall on, or its log off.',
  },
  {
    names: ['dnsLogs', 'hostedZoneId'],
    isWrong: (values) => values['dnsLogs'] === 'on' && !has(values, 'hostedZoneId'),
    sentence: () => 'dnsLogs is on and hostedZoneId is empty: give the id of the hosted zone, or switch its log off.',
  },
  {
    names: ['viewerAddresses', 'trafficLogs'],
    isWrong: (values) => values['viewerAddresses'] === 'on' && values['trafficLogs'] === 'off',
    sentence: () => 'viewerAddresses is on and trafficLogs is off: there is no log to write the addresses to. Switch the log on.',
  },
  {
    names: ['photoSite', 'photos'],
    isWrong: (values) => values['photoSite'] === 'on' && values['photos'] === 'off',
    sentence: () => 'photoSite is on and photos is off: there are no photos to show. Switch photos on, or the photo site off.',
  },
  {
    names: ['photoDomain', 'photoSite'],
    isWrong: (values) => (has(values, 'photoDomain') || has(values, 'photoCertificateArn')) && values['photoSite'] === 'off',
    sentence: () =>
      'photoDomain or photoCertificateArn is set and photoSite is off: switch the photo site on, or leave them empty.',
  },
  {
    names: ['photoDomain', 'photoCertificateArn', 'hostedZoneId'],
    isWrong: (values) => has(values, 'photoDomain') && !has(values, 'photoCertificateArn') && !has(values, 'hostedZoneId'),
    sentence: ({ photoDomain }) =>
      `photoDomain is ${photoDomain}, without a certificate: give hostedZoneId, where certificate and records are made, or photoCertificateArn, a certificate of yours in us-east-1.`,
  },
  {
    names: ['photoDomain', 'photoCertificateArn'],
    isWrong: (values) => !has(values, 'photoDomain') && has(values, 'photoCertificateArn'),
    sentence: () => 'photoCertificateArn without photoDomain: give the host name of the photo site too, or neither.',
  },
  {
    names: ['photoDomain', 'domain'],
    isWrong: (values) => has(values, 'photoDomain') && values['photoDomain'] === values['domain'],
    sentence: ({ photoDomain }) => `photoDomain and domain are both ${photoDomain}: pictures and photos need a host name each.`,
  },
  {
    names: ['monthlyBudget', 'alarms', 'alarmEmail'],
    isWrong: (values, defaults) =>
      ![defaults['monthlyBudget'], 'off', '0'].includes(values['monthlyBudget']) &&
      values['alarms'] === 'off' &&
      !has(values, 'alarmEmail'),
    sentence: () => 'monthlyBudget is set and nobody would hear of it: give an alarmEmail, or switch alarms on.',
  },
];

export interface WrongCombination {
  readonly names: readonly string[];
  readonly sentence: string;
}

/** A variable is for osls to resolve. */
export function wrongCombinations(values: Effective, defaults: Effective): readonly WrongCombination[] {
  return COMBINATIONS.filter(
    ({ names, isWrong }) => !names.some((name) => isVariable(values[name] ?? '')) && isWrong(values, defaults),
  ).map(({ names, sentence }) => ({ names, sentence: sentence(values) }));
}
