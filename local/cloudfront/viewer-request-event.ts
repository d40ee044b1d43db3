// Turns an HTTP request into the viewer-request event of a CloudFront Function.
// Source: "CloudFront Functions event structure" in Amazon's CloudFront guide.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FunctionValue, FunctionValues, ViewerRequestEvent } from './cloudfront-function.ts';

/** What an event says of the distribution; nothing of ours reads it. */
const DISTRIBUTION = { distributionDomainName: 'dlocal.cloudfront.net', distributionId: 'ELOCAL' } as const;

export function viewerRequestEvent({ method = 'GET', url = '/', headers, socket }: IncomingMessage): ViewerRequestEvent {
  const cut = url.indexOf('?');
  const pairs =
    cut < 0
      ? []
      : url
          .slice(cut + 1)
          .split('&')
          .filter(Boolean);
  const sent = Object.entries(headers).filter(([name]) => name !== 'cookie');
  return {
    version: '1.0',
    context: {
      ...DISTRIBUTION,
      eventType: 'viewer-request',
      requestId: randomUUID(),
    },
    viewer: { ip: socket.remoteAddress ?? '127.0.0.1' },
    request: {
      method,
      uri: cut < 0 ? url : url.slice(0, cut), // as it came: CloudFront does not decode it
      querystring: gather(pairs.map(splitPair)),
      headers: gather(sent.map(([name, value]) => [name, String(value)])),
      cookies: gather((headers.cookie ?? '').split('; ').filter(Boolean).map(splitPair)),
    },
  };
}

function splitPair(pair: string): readonly [string, string] {
  const cut = pair.indexOf('=');
  return cut < 0 ? [pair, ''] : [pair.slice(0, cut), pair.slice(cut + 1)];
}

function gather(pairs: readonly (readonly [string, string])[]): FunctionValues {
  const names = [...new Set(pairs.map(([name]) => name))];
  return Object.fromEntries(
    names.map((name): [string, FunctionValue] => {
      const values = pairs.filter(([other]) => other === name).map(([, value]) => ({ value }));
      const value = values.at(-1)?.value ?? ''; // CloudFront gives the last one as `value`, and all of them next to it
      return [name, values.length > 1 ? { value, multiValue: values } : { value }];
    }),
  );
}
