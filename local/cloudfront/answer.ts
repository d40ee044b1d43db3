// An answer on its way from the origin to the viewer, in the shape of CloudFront's header maps.
import type { CloudFrontHeaders } from 'aws-lambda';

export interface Answer {
  readonly status: number;
  readonly headers: CloudFrontHeaders;
  /** Empty for HEAD, 204 and 304. */
  readonly body: Buffer;
}

export function headerOf({ headers }: Pick<Answer, 'headers'>, name: string): string | undefined {
  const values = headers[name]?.map(({ value }) => value);
  return values?.length ? values.join(', ') : undefined;
}
