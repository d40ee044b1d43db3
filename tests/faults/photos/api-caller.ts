import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { createPhotoApi } from '../../../cloud/photos/create-photo-api.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Calls the API as its function URL does. */
export function createApiCaller(handler: ReturnType<typeof createPhotoApi>) {
  return async function call(method: string, target: string, json?: unknown, remainingMs = 10_000): Promise<ApiAnswer> {
    const [path = '', query = ''] = target.split('?');
    const event = {
      version: '2.0',
      rawPath: path,
      rawQueryString: query,
      headers: { 'content-type': 'application/json' },
      requestContext: { http: { method, path } },
      isBase64Encoded: false,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    };
    // All that is read.
    const answer = await handler(event as unknown as APIGatewayProxyEventV2, { getRemainingTimeInMillis: () => remainingMs });
    const { statusCode = 0, headers = {}, body: text = '' } = answer;
    return { status: statusCode, headers, text, json: text === '' ? {} : (JSON.parse(text) as ApiAnswer['json']) };
  };
}
