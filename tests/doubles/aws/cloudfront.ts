// What is asked of CloudFront: what a distribution is configured to do, and that it forgets pictures.
import { awsError } from './aws-error.ts';
import type { RestOperation } from './rest-protocol.ts';
import { textIn, textsIn, type XmlElements } from './xml.ts';

const DOCUMENT = 'xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"';

export function distributionConfig(id: string, config: () => XmlElements): RestOperation {
  return {
    name: 'cloudfront GetDistributionConfig',
    method: 'GET',
    path: /^\/2020-05-31\/distribution\/(?<id>[^/]+)\/config$/,
    answer({ path }) {
      if (path['id'] !== id) throw noSuchDistribution();
      return { xml: { [`DistributionConfig ${DOCUMENT}`]: config() } };
    },
  };
}

export function distribution(id: string, about: () => { readonly status: string; readonly config: XmlElements }): RestOperation {
  return {
    name: 'cloudfront GetDistribution',
    method: 'GET',
    path: /^\/2020-05-31\/distribution\/(?<id>[^/]+)$/,
    answer({ path }) {
      if (path['id'] !== id) throw noSuchDistribution();
      const { status, config } = about();
      return { xml: { [`Distribution ${DOCUMENT}`]: { Id: id, Status: status, DistributionConfig: config } } };
    },
  };
}

/** The code of a CloudFront Function as it is live. */
export function liveFunction(name: string, code: () => string): RestOperation {
  return {
    name: 'cloudfront GetFunction',
    method: 'GET',
    path: /^\/2020-05-31\/function\/(?<name>[^/?]+)$/,
    answer({ path, query }) {
      if (path['name'] !== name || query.get('Stage') !== 'LIVE')
        throw awsError('NoSuchFunctionExists', 'The specified function does not exist.', 404);
      return { text: code(), headers: { 'content-type': 'application/octet-stream', etag: 'ETVPDKIKX0DER' } };
    },
  };
}

export interface Invalidation {
  readonly id: string;
  readonly paths: readonly string[];
}

/** `made` holds invalidations by their caller's reference. Without an id any distribution is taken. */
export function createInvalidation(made: Map<string, Invalidation>, distribution?: string): RestOperation {
  return {
    name: 'cloudfront CreateInvalidation',
    method: 'POST',
    path: /^\/2020-05-31\/distribution\/(?<id>[^/]+)\/invalidation$/,
    answer({ path: { id: asked = '' }, body }) {
      if (distribution !== undefined && asked !== distribution) throw noSuchDistribution();
      const reference = textIn(body, 'CallerReference');
      const paths = textsIn(body, 'Path');
      const known = made.get(reference);
      // The same reference with other paths is refused, with the same paths it is answered with what was made before.
      if (known && known.paths.join() !== paths.join())
        throw awsError('InvalidationBatchAlreadyExists', 'Another batch has this reference.', 409);
      const id = known?.id ?? `I${made.size + 1}`;
      made.set(reference, { id, paths });
      const batch = { Paths: { Quantity: paths.length, Items: { Path: paths } }, CallerReference: reference };
      const about = { Id: id, Status: 'InProgress', CreateTime: '2026-11-21T10:00:00Z', InvalidationBatch: batch };
      return {
        status: 201,
        xml: { [`Invalidation ${DOCUMENT}`]: about },
        headers: { location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${asked}/invalidation/${id}` },
      };
    },
  };
}

function noSuchDistribution() {
  return awsError('NoSuchDistribution', 'The specified distribution does not exist.', 404);
}
