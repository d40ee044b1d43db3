import { describe, expect, test } from '@jest/globals';
import { ExpectedError, UsageError } from '../../../cli/terminal/errors.ts';
import { projectPath } from '../../../project-path.ts';
import { RULES } from '../../../tools/package/parameter-values.ts';
import { type Parameters, readParameters, refuseWrongParameters } from '../../../tools/package/parameters.ts';
import { RIGHT_VALUES, WRONG_VALUES } from './parameter-examples.ts';

const parameters = await readParameters(projectPath());

/** With these values in the block of the stage prod. */
const written = (values: Readonly<Record<string, unknown>>): Parameters => ({ ...parameters, stages: { prod: values } });

function messageOf(action: () => void, kind: typeof UsageError | typeof ExpectedError): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(kind);
    return (error as Error).message;
  }
  return 'nothing is refused';
}

test('every parameter of serverless.yml has its rule, and every rule its parameter', () => {
  expect(Object.keys(RULES).sort()).toEqual(Object.keys(parameters.defaults).sort());
});

test('every rule is tried, with right values and wrong ones', () => {
  const tried = (examples: readonly (readonly [string, ...unknown[]])[]) => [...new Set(examples.map(([name]) => name))].sort();
  const others = Object.keys(RULES).filter((name) => RULES[name]?.allowed !== 'on or off');
  expect(tried(RIGHT_VALUES)).toEqual(expect.arrayContaining(others));
  expect(tried(WRONG_VALUES)).toEqual(expect.arrayContaining(others));
});

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';

describe.each(WRONG_VALUES)('%s: %p', (name, value, allowed) => {
  const got = `got ${JSON.stringify(String(value)).slice(0, 30)}`;

  test('is refused in serverless.yml, with the place, what was given and what is allowed', () => {
    const message = messageOf(
      () => refuseWrongParameters(written({ [name]: value }), { stage: 'prod', given: [] }),
      ExpectedError,
    );
    expect(message).toContain(`serverless.yml, params: prod: ${name} must be `);
    expect(message).toContain(allowed);
    expect(message).toContain(got);
  });

  test('is refused on the command line, before anything is built', () => {
    const given = [{ name, value: String(value) }];
    const message = messageOf(() => refuseWrongParameters(parameters, { stage: 'prod', given }), UsageError);
    expect(message).toContain(`--param ${name}=… must be `);
    expect(message).toContain(allowed);
    expect(message).toContain(got);
  });
});

test.each(RIGHT_VALUES)('%s may be %p', (name, value) => {
  const more = name === 'domain' ? { hostedZoneId: 'Z0123456789ABC' } : {};
  const domain = name === 'certificateArn' || name === 'hostedZoneId' ? { domain: 'social.app.com' } : {};
  const alarmed = name === 'monthlyBudget' ? { alarmEmail: 'ops@app.com' } : {};
  const ofPhotos = /^photo(Domain|Cert)/.test(name) ? { photos: 'on', photoSite: 'on', photoDomain: 'photos.app.com' } : {};
  const certified = name === 'photoDomain' ? { photoCertificateArn: CERTIFICATE } : {};
  refuseWrongParameters(written({ ...ofPhotos, ...certified, ...more, ...domain, ...alarmed, [name]: value }), {
    stage: 'prod',
    given: [],
  });
});

describe('values that are right by themselves', () => {
  const certificateArn = CERTIFICATE;
  const photos = { photos: 'on', photoSite: 'on' };
  const hostedZoneId = 'Z0123456789ABC';

  test.each<[string, object, string]>([
    ['a photo site without photos', { photoSite: 'on' }, 'photoSite is on and photos is off'],
    [
      'a name of a photo site that is off',
      { photoDomain: 'photos.app.com' },
      'photoDomain or photoCertificateArn is set and photoSite is off',
    ],
    [
      'a name of photos alone',
      { ...photos, photoDomain: 'photos.app.com' },
      'photoDomain is photos.app.com, without a certificate',
    ],
    ['a certificate of photos alone', { ...photos, photoCertificateArn: CERTIFICATE }, 'photoCertificateArn without photoDomain'],
    [
      'one name for both',
      { ...photos, domain: 'app.com', photoDomain: 'app.com', hostedZoneId: 'Z0123456789ABC' },
      'photoDomain and domain are both app.com',
    ],
    ['a domain alone', { domain: 'social.app.com' }, 'domain is social.app.com, without a certificate: give hostedZoneId'],
    ['a certificate alone', { certificateArn }, 'certificateArn without domain: give the host name of the pictures'],
    ['a zone alone', { hostedZoneId }, 'hostedZoneId without domain'],
    ['both alone', { certificateArn, hostedZoneId }, 'certificateArn and hostedZoneId without domain'],
    [
      'a domain that is too long for a certificate of AWS',
      { domain: `${'a'.repeat(60)}.app.com`, hostedZoneId },
      'domain has 68 characters, and AWS makes certificates for at most 64: give a shorter one, or certificateArn',
    ],
  ])('are refused together: %s', (_, values, sentence) => {
    const ask = (stage: string) => refuseWrongParameters(written(values as Record<string, string>), { stage, given: [] });
    expect(() => ask('prod')).toThrow(ExpectedError);
    expect(() => ask('prod')).toThrow(`Parameters of the stage prod: ${sentence}`);
    // Another stage is another matter.
    ask('dev');
  });

  test('are looked at as they will be: what is typed over what is written, and a variable unknown', () => {
    const ask = (values: object, given: readonly { name: string; value: string }[]) => () =>
      refuseWrongParameters(written(values as Record<string, string>), { stage: 'prod', given });
    expect(ask({ hostedZoneId }, [{ name: 'domain', value: 'social.app.com' }])).not.toThrow();
    expect(ask({ domain: 'social.app.com' }, [{ name: 'certificateArn', value: certificateArn }])).not.toThrow();
    expect(ask({}, [{ name: 'domain', value: 'social.app.com' }])).toThrow(UsageError);
    expect(ask({ domain: 'social.app.com', hostedZoneId: null }, [])).toThrow(ExpectedError);
    expect(ask({ domain: 'social.app.com', hostedZoneId: `\${env:ZONE}` }, [])).not.toThrow();
  });

  test('and without effect are allowed', () => {
    refuseWrongParameters(written({ rateLimit: 100, prerenderConcurrency: 5 }), { stage: 'prod', given: [] });
  });
});
