// The firewall counts before it blocks, and lets the networks' crawlers through.
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { at, decideConditions, type Json, listOf, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { projectPath } from '../../project-path.ts';
import { packageTemplate } from '../support/packaged-template.ts';

const require = createRequire(import.meta.url);
const { patternOf } = require(projectPath('infra/crawlers.cjs')) as { readonly patternOf: (list: readonly object[]) => string }; // osls wants CommonJS

/** As their networks document them, or as people have seen them (field.md): whole, as they are sent. */
const CRAWLERS = [
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
  'Twitterbot/1.0',
  'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
  'WhatsApp/2.23.20.0 A',
  'WhatsApp/2',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Slack-ImgProxy (+https://api.slack.com/robots)',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'TelegramBot (like TwitterBot)',
  'Mastodon/4.3.0 (http.rb/5.2.0; +https://mastodon.social/) Bot',
  'facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984',
];
const OTHERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  'curl/8.5.0',
  'python-requests/2.32.3',
  'Go-http-client/2.0',
  '',
];

/** Web ACL capacity units: "AWS WAF web ACL capacity units", with 10 for each text transformation. */
const UNITS: Readonly<Record<string, number>> = {
  RegexMatchStatement: 3,
  SizeConstraintStatement: 1,
  RateBasedStatement: 2,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
};
/** Above it a request costs more; WAF refuses more than 5,000. */
const MAX_UNITS = 1500;

const templates = new Map<string, StackTemplate>();
beforeAll(async () => {
  for (const firewall of ['off', 'count', 'on']) templates.set(firewall, decideConditions(await packageTemplate({ firewall })));
}, 120_000);
const aclOf = (firewall: string) => templates.get(firewall)?.Resources['Firewall']?.Properties;
const rulesOf = (firewall: string) => listOf(at(aclOf(firewall), 'Rules'));
const ruleNamed = (name: string) => rulesOf('on').find((rule) => at(rule, 'Name') === name);

test('there is none while it is off, and the pictures are behind it otherwise', () => {
  const isInFront = (firewall: string) =>
    at(templates.get(firewall)?.Resources['CloudFrontDistribution']?.Properties, 'DistributionConfig', 'WebACLId') !== undefined;
  expect(['off', 'count', 'on'].map((firewall) => [aclOf(firewall) !== undefined, isInFront(firewall)])).toEqual([
    [false, false],
    [true, true],
    [true, true],
  ]);
});

test('while it counts it blocks nothing, and counts everything that it will block', () => {
  const acts = (firewall: string) =>
    rulesOf(firewall).map((rule) => [at(rule, 'Name'), at(rule, 'Action') ?? at(rule, 'OverrideAction')]);
  expect(acts('count').map(([, act]) => act)).toEqual(Array(6).fill({ Count: {} }));
  expect(acts('on')).toEqual([
    ['path', { Block: {} }],
    ['size', { Block: {} }],
    ['no-body', { Block: {} }],
    ['rate', { Block: {} }],
    ['reputation', { None: {} }],
    ['known-bad-inputs', { None: {} }],
  ]);
  const withoutActs = (firewall: string) =>
    rulesOf(firewall).map((rule) => ({ ...(rule as object), Action: undefined, OverrideAction: undefined }));
  expect(withoutActs('count')).toEqual(withoutActs('on'));
});

describe.each(['rate', 'reputation'])('The rule %s', (name) => {
  const [kind] = name === 'rate' ? ['RateBasedStatement'] : ['ManagedRuleGroupStatement'];
  const crawler = (): Json | undefined =>
    at(ruleNamed(name), 'Statement', kind, 'ScopeDownStatement', 'NotStatement', 'Statement', 'RegexMatchStatement');

  test('is not about the crawlers of the networks, and about everybody else', () => {
    expect(at(crawler(), 'FieldToMatch')).toEqual({ SingleHeader: { Name: 'user-agent' } });
    expect(at(crawler(), 'TextTransformations')).toEqual([{ Priority: 0, Type: 'LOWERCASE' }]);
    const pattern = new RegExp(String(at(crawler(), 'RegexString')));
    const isOne = (agent: string) => pattern.test(agent.toLowerCase());
    expect(CRAWLERS.filter((agent) => !isOne(agent))).toEqual([]);
    expect(OTHERS.filter(isOne)).toEqual([]);
  });
});

test.each(['path', 'size', 'no-body', 'known-bad-inputs'])(
  'the rule %s is about everybody, whatever he calls himself',
  (name) => {
    expect(JSON.stringify(ruleNamed(name))).not.toContain('user-agent');
  },
);

test('its rules fit into the capacity that costs nothing more', () => {
  const text = JSON.stringify(rulesOf('on'));
  const count = (part: string) => text.split(`"${part}"`).length - 1;
  const units = Object.entries(UNITS).reduce((sum, [part, each]) => sum + count(part) * each, 0);
  const transformations = [...text.matchAll(/"Type":"(?!NONE)/g)].length * 10;
  expect(units).toBeGreaterThan(200);
  expect(units + transformations).toBeLessThanOrEqual(MAX_UNITS);
});

describe('The pattern of crawlers', () => {
  test('is what their tokens say and nothing of a pattern’s own, without tokens that another one holds', () => {
    expect(patternOf([{ tokens: ['bot.a', 'x'] }, { tokens: ['a (b)'] }, { tokens: ['bot.a/2'] }])).toBe('bot\\.a|x|a \\(b\\)');
  });

  test('that would be too long for WAF is refused when it is packaged', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ tokens: [`crawler-${at}-bot`] }));
    expect(() => patternOf(many)).toThrow(/make a pattern of \d+ characters; WAF takes 512/);
  });
});
