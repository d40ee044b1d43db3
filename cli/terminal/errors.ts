/** What a person can put right, in one sentence that says how. It is reported without a stack, and ends with exit code 1. */
export class ExpectedError extends Error {
  override readonly name: string = 'ExpectedError';
  /** For `--json`, and for code that asks of which kind an error is. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A mistake in the command line: exit code 2. */
export class UsageError extends ExpectedError {
  override readonly name = 'UsageError';

  constructor(message: string, { code = 'usage', ...options }: ErrorOptions & { readonly code?: string } = {}) {
    super(code, message, options);
  }
}
