/** An error as a service answers it: its code, and the status that the service gives it. */
export interface AwsError extends Error {
  readonly code: string;
  readonly status: number;
}

export function awsError(code: string, message: string, status = 400): AwsError {
  return Object.assign(new Error(message), { code, status });
}

/** What an operation threw, as the service would say it: a fault of the double itself is a 500. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof Error && 'code' in error && 'status' in error) return error as AwsError; // as awsError() makes them
  return awsError('InternalFailure', String(error), 500);
}
