/**
 * For clients of services that answer within milliseconds: a call that hangs must not take a function's whole time. Without
 * `throwOnRequestTimeout` the SDK only writes a warning, and waits on.
 */
export const BOUNDED_CALLS = { requestHandler: { requestTimeout: 3000, throwOnRequestTimeout: true } } as const;
