import { FALLBACK_PATH } from '../../../../edge/core/answers.ts';
import { at, type Json, listOf, type StackTemplate } from '../stack-template.ts';
import { distributionsOf, pictureDistributionsOf } from './distributions.ts';

/** With anything but the path in the key, one card is drawn and stored several times. */
export function cacheKeyRules(template: StackTemplate): string[] {
  return pictureDistributionsOf(template).flatMap(({ id, defaultBehaviour }) => {
    const policy = template.Resources[String(at(defaultBehaviour, 'CachePolicyId', 'Ref'))];
    if (!policy) return [`${id}: pictures need a cache policy of this template.`];
    const config = at(policy.Properties, 'CachePolicyConfig');
    const problems = widened(at(config, 'ParametersInCacheKeyAndForwardedToOrigin'), defaultBehaviour).map(
      (part) => `${id}: the cache key must be the path alone, without ${part}.`,
    );
    if (at(config, 'MinTTL') !== 0) problems.push(`${id}: MinTTL must be 0, or even no-store is cached.`);
    if (at(defaultBehaviour, 'Compress') === true) problems.push(`${id}: JPEGs are not compressed again.`);
    return problems;
  });
}

function widened(key: Json | undefined, behaviour: Json | undefined): string[] {
  const parts: readonly (readonly [part: string, isInKey: boolean])[] = [
    ['cookies', at(key, 'CookiesConfig', 'CookieBehavior') !== 'none'],
    ['headers', at(key, 'HeadersConfig', 'HeaderBehavior') !== 'none'],
    ['the query', at(key, 'QueryStringsConfig', 'QueryStringBehavior') !== 'none'],
    ['gzip', at(key, 'EnableAcceptEncodingGzip') !== false],
    ['brotli', at(key, 'EnableAcceptEncodingBrotli') === true],
    ['an origin request policy', at(behaviour, 'OriginRequestPolicyId') !== undefined],
    ['forwarded values', at(behaviour, 'ForwardedValues') !== undefined],
  ];
  return parts.filter(([, isInKey]) => isInKey).map(([part]) => part);
}

export function viewerRules(template: StackTemplate): string[] {
  return distributionsOf(template).flatMap(({ id, config, defaultBehaviour }) =>
    [defaultBehaviour, ...listOf(at(config, 'CacheBehaviors'))].flatMap((behaviour) => {
      const where = `${id}: ${at(behaviour, 'PathPattern') ?? 'the default behaviour'}`;
      const methods = listOf(at(behaviour, 'AllowedMethods')).join();
      const problems: string[] = [];
      if (at(behaviour, 'ViewerProtocolPolicy') !== 'https-only') problems.push(`${where} must be https-only.`);
      if (methods !== 'GET,HEAD') problems.push(`${where} must allow GET and HEAD, nothing else.`);
      return problems;
    }),
  );
}

/** Without a function in front, S3 answers a request for `/` with a list of the bucket's keys, which CloudFront may read. */
export function rootRules(template: StackTemplate): string[] {
  return distributionsOf(template)
    .filter(({ config }) => !at(config, 'DefaultRootObject'))
    .map(({ id }) => `${id}: DefaultRootObject must be set, or a request for / could list the bucket.`);
}

const PLATFORM_ERRORS = [500, 502, 503, 504];

/** HTTPStatusCodes.html: these are always cached, by default for ten seconds. */
export function errorRules(template: StackTemplate): string[] {
  return pictureDistributionsOf(template).flatMap(({ id, config }) => {
    const entries = listOf(at(config, 'CustomErrorResponses'));
    const brief = entries
      .filter((entry) => Number(at(entry, 'ErrorCachingMinTTL') ?? 10) <= 5)
      .map((entry) => at(entry, 'ErrorCode'));
    const problems = PLATFORM_ERRORS.filter((code) => !brief.includes(code)).map(
      (code) => `${id}: ErrorCachingMinTTL of ${code} must be at most 5.`,
    );
    return [...problems, ...pageProblems(config, entries).map((problem) => `${id}: ${problem}`)];
  });
}

/** A failure of the platform is a picture too, which no function has to give. 403 and 404 are for origin-response to see. */
function pageProblems(config: Json | undefined, entries: readonly Json[]): string[] {
  const behaviour = listOf(at(config, 'CacheBehaviors')).find((one) => at(one, 'PathPattern') === FALLBACK_PATH);
  const origins = listOf(at(config, 'Origins')).map((origin) => at(origin, 'Id'));
  const functions = ['LambdaFunctionAssociations', 'FunctionAssociations'].flatMap((name) => listOf(at(behaviour, name)));
  const problems = entries.flatMap((entry) => {
    const code = Number(at(entry, 'ErrorCode'));
    const page = at(entry, 'ResponsePagePath');
    if (!PLATFORM_ERRORS.includes(code)) return page === undefined ? [] : [`${code} must have no error page.`];
    const isPicture = page === FALLBACK_PATH && Number(at(entry, 'ResponseCode')) === 200;
    return isPicture ? [] : [`the error page of ${code} must be ${FALLBACK_PATH} with 200.`];
  });
  if (!behaviour) return [...problems, `${FALLBACK_PATH} must have a cache behaviour of its own.`];
  if (!origins.includes(at(behaviour, 'TargetOriginId')))
    problems.push(`${FALLBACK_PATH} must come from an origin that is there.`);
  if (functions.length > 0) problems.push(`${FALLBACK_PATH} must have no function: it is asked for when they have failed.`);
  return problems;
}
