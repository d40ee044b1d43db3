import { AwsV4Signer } from 'aws4fetch';
import { credentials, server } from './started-server.ts';

/** A request signed by another implementation than ours, and then changed. */
export const signedFetch = async (
  path: string,
  { at = Date.now(), signed = {}, ...init }: RequestInit & { at?: number; signed?: object } = {},
) => {
  const datetime = new Date(at).toISOString().replace(/[:-]|\.\d{3}/g, '');
  const signer = new AwsV4Signer({
    url: `${server.endpoint}${path}`,
    method: init.method ?? 'GET',
    service: 's3',
    region: 'us-east-1',
    datetime,
    headers: { ...signed },
    ...credentials,
  });
  const { url, method, headers } = await signer.sign();
  for (const [name, value] of Object.entries((init.headers as Record<string, string>) ?? {})) headers.set(name, value);
  const response = await fetch(url, { ...init, method, headers });
  const body = await response.text();
  return { response, body, outcome: `${response.status} ${/<Code>(\w+)</.exec(body)?.[1] ?? 'done'}` };
};
