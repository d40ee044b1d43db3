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
    const hasPages = entries.some((entry) => at(entry, 'ResponsePagePath') !== undefined);
    return hasPages ? [...problems, `${id}: no error pages, see infra/pictures.yml.`] : problems;
  });
}
