/** What the emulator does not imitate, in the words of docs/10-emulator.md. */
export const NOT_IMITATED: readonly string[] = [
  'TLS, HTTP/2, HTTP/3, compression, WAF, access logs and the function that writes into them (`picture-status.js`), geography: one edge location on plain HTTP/1.1.',
  'Regional edge caches and Origin Shield as caches of their own: there is one cache and one merging of simultaneous misses.',
  'Memory limit, freezing and cold starts of functions; a function that blocks the thread is not stopped after 30 seconds.',
  'The time that CloudFront allows its own functions, and key-value stores; of their runtime only what is missing in it.',
  'Throttling and the quotas of concurrent executions and requests per second.',
  'The functions’ context object and their forbidden environment; the artifact tests look at the zips for that.',
  'Forwarding of `range` and of viewers’ conditional headers to S3: on a miss the whole object is asked for, and the part or the 304 is made of it.',
  'Whether GET and HEAD share one cache entry: here a HEAD may be answered from a GET, never the other way round.',
  'Serving an expired answer when a function fails, origin groups but for that of the photo site, cache tags and invalidation.',
  'Where error pages stand: whether CloudFront takes one before or after origin-response, whose response headers policy its answer has, and whether it takes one when the function in front of the cache fails, is not documented.',
  'Of response headers policies only what they remove, and what the error page is given.',
  'Real IAM and bucket policies: the S3 server knows one key that may do everything.',
];
