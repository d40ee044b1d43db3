import { TLS_POLICY } from '../../tls-policy.ts';
import { at, type Json, listOf, resourcesOf, type StackTemplate, textOf } from '../stack-template.ts';
import { distributionsOf, isBucket } from './distributions.ts';
import { isSecretReference } from './secret-reference.ts';

const HOME = 'us-east-1';

export function originRules(template: StackTemplate): string[] {
  return distributionsOf(template).flatMap(({ id, origins, hasEdgeFunctions }) =>
    origins.flatMap((origin) =>
      [
        ...accessControl(origin, template),
        ...(hasEdgeFunctions ? shield(origin) : []),
        ...headers(listOf(at(origin, 'OriginCustomHeaders'))),
      ].map((problem) => `${id}: ${problem}`),
    ),
  );
}

/**
 * private-content-restricting-access-to-s3.html, where the empty identity says that the older kind of access is not used; and
 * private-content-restricting-access-to-lambda.html.
 */
function accessControl(origin: Json, template: StackTemplate): string[] {
  const control = resourcesOf(template, 'AWS::CloudFront::OriginAccessControl').find(
    ([id]) => textOf(at(origin, 'OriginAccessControlId')) === `\${${id}.Id}`,
  );
  const config = at(control?.[1], 'OriginAccessControlConfig');
  const problems: string[] = [];
  if (!control) problems.push('the origin has no origin access control of this template.');
  if (control && at(config, 'SigningBehavior') !== 'always') problems.push(`${control[0]} must sign always.`);
  if (control && at(config, 'OriginAccessControlOriginType') !== (isBucket(origin) ? 's3' : 'lambda'))
    problems.push(`${control[0]} must be of the origin's type.`);
  if (isBucket(origin) && at(origin, 'S3OriginConfig', 'OriginAccessIdentity') !== '')
    problems.push("OriginAccessIdentity must be ''.");
  if (!isBucket(origin) && at(origin, 'CustomOriginConfig', 'OriginProtocolPolicy') !== 'https-only')
    problems.push('a function is asked by HTTPS only.');
  return problems;
}

/** origin-shield.html: it settles the Region in which the functions run. */
function shield(origin: Json): string[] {
  const isOn = at(origin, 'OriginShield', 'Enabled') === true && at(origin, 'OriginShield', 'OriginShieldRegion') === HOME;
  return isOn ? [] : [`Origin Shield must be enabled in ${HOME}.`];
}

/** add-origin-custom-headers.html */
const FORBIDDEN = new RegExp(
  `^(${[
    'cache-control|connection|content-length|cookie|host|if-match|if-modified-since|if-none-match|if-range|if-unmodified-since',
    'max-forwards|pragma|proxy-authenticate|proxy-authorization|proxy-connection|range|request-range|te|trailer',
    'transfer-encoding|upgrade|via|x-amz-.*|x-edge-.*|x-real-ip',
  ].join('|')})$`,
  'i',
);

/** cloudfront-limits.html */
const MAX_HEADERS = 30;
const MAX_NAME_LENGTH = 256;
const MAX_VALUE_LENGTH = 1783;
/**
 * CloudFront takes 10,240 characters of them, but S3 hardly 8 KB of headers with a request (RequestHeaderSectionTooLarge): 4 KB are kept
 * for the payload of a card whose key holds its hash, and 1 KB for what CloudFront sends.
 */
const MAX_TOTAL_LENGTH = 8192 - 4096 - 1024;

function headers(list: readonly Json[]): string[] {
  const pairs = list.map((header) => [textOf(at(header, 'HeaderName')), textOf(at(header, 'HeaderValue'))] as const);
  const problems = pairs.flatMap(([name, value]) => header(name, value));
  const names = new Set(pairs.map(([name]) => name.toLowerCase()));
  const total = pairs.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (pairs.length > MAX_HEADERS) problems.push(`${pairs.length} origin headers, more than ${MAX_HEADERS}.`);
  if (names.size < pairs.length) problems.push('an origin header is there twice.');
  if (total > MAX_TOTAL_LENGTH) problems.push(`origin headers of ${total} characters, more than ${MAX_TOTAL_LENGTH}.`);
  return problems;
}

function header(name: string, value: string): string[] {
  const problems: string[] = [];
  if (FORBIDDEN.test(name)) problems.push(`CloudFront does not take ${name} as an origin header.`);
  if (name === '' || name.length > MAX_NAME_LENGTH) problems.push(`a header's name has 1 to ${MAX_NAME_LENGTH} characters.`);
  if (value === '' || value.length > MAX_VALUE_LENGTH) {
    problems.push(`${name} must have 1 to ${MAX_VALUE_LENGTH} characters; got ${value.length}.`);
  }
  if (/-keys$/i.test(name) && !isSecretReference(value)) problems.push(`${name} must be a reference to a secret.`);
  return problems;
}

/** cnames-and-https-requirements.html */
export function domainRules(template: StackTemplate): string[] {
  return distributionsOf(template).flatMap(({ id, config }) => {
    const aliases = listOf(at(config, 'Aliases')).map(textOf);
    const certificate = textOf(at(config, 'ViewerCertificate', 'AcmCertificateArn'));
    if (aliases.length === 0 && certificate === '') return [];
    // One that this stack makes is in this stack's Region.
    const isMade = resourcesOf(template, 'AWS::CertificateManager::Certificate').some(([made]) => certificate === `\${${made}}`);
    const problems: string[] = [];
    if (aliases.length === 0 || aliases.includes(''))
      problems.push(`${id}: a certificate or a hosted zone is given without a domain.`);
    if (!isMade && !certificate.startsWith(`arn:aws:acm:${HOME}:`))
      problems.push(`${id}: a domain needs an ACM certificate in ${HOME}.`);
    if (at(config, 'ViewerCertificate', 'MinimumProtocolVersion') !== TLS_POLICY)
      problems.push(`${id}: MinimumProtocolVersion must be ${TLS_POLICY}.`);
    return problems;
  });
}
