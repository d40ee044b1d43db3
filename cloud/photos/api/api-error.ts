/** A refusal of the HTTP API itself, before a photo is looked at: what is wrong, and what is allowed. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  /** In words, or as a list where there is one. */
  readonly allowed: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, allowed: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.allowed = allowed;
    this.headers = headers;
  }
}
