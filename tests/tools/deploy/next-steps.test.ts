import { expect, test } from '@jest/globals';
import { nextSteps } from '../../../tools/deploy/next-steps.ts';

const after = (parameters: Readonly<Record<string, string>>, first: boolean) =>
  nextSteps({
    stage: 'prod',
    pictureDomain: 'd1.cloudfront.net',
    parameter: (name) => ({ domain: '', hostedZoneId: '', alarmEmail: '', ...parameters })[name],
    first,
  });

test('a first deployment says what is left: the mail, the key, and how to look', () => {
  expect(after({ domain: 'social.app.com', hostedZoneId: 'Z1', alarmEmail: 'ops@app.com' }, true)).toEqual([
    expect.stringMatching(/mail to ops@app\.com.*No alarm arrives until/),
    expect.stringContaining('edgecard/prod/signing-keys'),
    expect.stringContaining('doctor https://social.app.com --stack edgecard-prod'),
  ]);
});

test('without a domain it is CloudFront’s name that is looked at, and no mail is spoken of without an address', () => {
  expect(after({}, true)).toEqual([
    expect.stringContaining('signing-keys'),
    expect.stringContaining('doctor https://d1.cloudfront.net'),
  ]);
});

test('a name outside Route 53 is spoken of each time, for nobody else makes it', () => {
  const said = [
    'social.app.com has to be a CNAME (or an ALIAS of your DNS provider) of d1.cloudfront.net. No deployment makes it.',
  ];
  expect(after({ domain: 'social.app.com', certificateArn: 'arn' }, false)).toEqual(said);
  expect(after({ domain: 'social.app.com', hostedZoneId: 'Z1', alarmEmail: 'ops@app.com' }, false)).toEqual([]);
});

test('a variable is not taken for a name', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: osls' own
  expect(after({ domain: '${env:DOMAIN}', alarmEmail: '${env:MAIL}' }, false)).toEqual([]);
});
