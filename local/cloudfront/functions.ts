// Runs a Lambda@Edge function as CloudFront does: JSON in, JSON out, thirty seconds, and a name for each way to fail.
import type { CloudFrontHeaders, CloudFrontRequest } from 'aws-lambda';
import type { ResultKind } from './header-rules.ts';
import { isObject } from './json.ts';
import type { RefusalName } from './refusals.ts';
import { refusalOf } from './rules.ts';

/** The names that CloudFront's access log has for what happened. */
export type FunctionFailureKind = Extract<RefusalName, `Lambda${string}`>;

export class FunctionFailure extends Error {
  override readonly name = 'FunctionFailure';
  readonly kind: FunctionFailureKind;

  constructor(kind: FunctionFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Only what CloudFront calls it with; the context is left out, because our functions do not read it. */
export type EdgeFunction<E> = (event: E) => Promise<unknown>;

/** Throws FunctionFailure when the function throws, takes too long or returns what is not a JSON object. */
export async function callFunction<E>(run: EdgeFunction<E>, event: E, timeoutMs: number): Promise<Record<string, unknown>> {
  const text = await inTime(run, event, timeoutMs);
  const result: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isObject(result)) {
    throw new FunctionFailure('LambdaValidationError', `no object: the result is ${text?.slice(0, 40) ?? 'undefined'}`);
  }
  return result;
}

/** Throws FunctionFailure for a result that CloudFront refuses. */
export function validate(
  kind: ResultKind,
  result: Record<string, unknown>,
  request: CloudFrontRequest,
  given: CloudFrontHeaders,
): void {
  const refusal = refusalOf({ kind, result, request, given });
  if (refusal !== undefined) throw new FunctionFailure('LambdaValidationError', refusal);
}

async function inTime<E>(run: EdgeFunction<E>, event: E, timeoutMs: number): Promise<string | undefined> {
  // As Lambda's runtime does: the function sees a copy of its own, and what JSON cannot say is lost on the way back.
  const copy = JSON.parse(JSON.stringify(event)) as E;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const failure = new FunctionFailure('LambdaLimitExceeded', `the function took longer than ${timeoutMs} ms`);
    timer = setTimeout(() => reject(failure), timeoutMs);
    timer.unref(); // a function that hangs must not keep a closed emulator's process alive
  });
  const finished = (async () => {
    try {
      return JSON.stringify(await run(copy)) as string | undefined; // undefined for undefined, whatever the types say
    } catch (cause) {
      throw new FunctionFailure('LambdaExecutionError', `the function failed: ${String(cause)}`, { cause });
    }
  })();
  try {
    return await Promise.race([finished, tooLong]);
  } finally {
    clearTimeout(timer);
    finished.catch(() => {}); // a failure after the time is up concerns nobody any more
  }
}
