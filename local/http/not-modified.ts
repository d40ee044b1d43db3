// Whether the asker has the answer already (RFC 9110, sections 13.1.2 and 13.1.3).

export interface Validators {
  readonly etag?: string | undefined;
  /** An HTTP date. */
  readonly lastModified?: string | undefined;
}

export interface Conditions {
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
}

export function isNotModified(conditions: Conditions, { etag, lastModified }: Validators): boolean {
  const wanted = conditions['if-none-match'];
  if (wanted !== undefined) {
    // The date is not looked at then, whatever it says.
    return etag !== undefined && wanted.split(',').some((one) => one.trim() === '*' || opaque(one) === opaque(etag));
  }
  const since = Date.parse(conditions['if-modified-since'] ?? '');
  return Date.parse(lastModified ?? '') <= since;
}

function opaque(etag: string): string {
  return etag.trim().replace(/^W\//, '');
}
