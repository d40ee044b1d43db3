/**
 * For clients of services that answer within milliseconds: a call that hangs must not take a function's whole time. Without
 * `throwOnRequestTimeout` the SDK only writes a warning, and waits on.
 */
export const BOUNDED_CALLS = { requestHandler: { requestTimeout: 3000, throwOnRequestTimeout: true } } as const;

/** Where a viewer waits, and the work can be done without the call. */
export const SHORT_CALLS = { requestHandler: { requestTimeout: 1000, throwOnRequestTimeout: true } } as const;
