// How much of an account's Lambda concurrency drawing ahead may take. A crawler that finds none left gets the fallback picture, and keeps it.

/** Fewer at once than this an event source mapping cannot be limited to (lambda/latest/dg/services-sqs-scaling.html). */
const MIN_MAPPING_CONCURRENCY = 2;
/** What most accounts have; a new one often has 10 (lambda/latest/dg/gettingstarted-limits.html). */
const USUAL_LIMIT = 1000;

/**
 * The most functions that may draw ahead at the same time: half, so that the edge always has the other half. 0 where that is
 * less than AWS can limit a queue's functions to: such an account cannot prerender on AWS.
 * @param limit what is free for functions without a reservation: `AccountLimit.UnreservedConcurrentExecutions` of Lambda's GetAccountSettings
 */
export function prerenderShare(limit: number): number {
  const half = Math.floor(limit / 2);
  return half < MIN_MAPPING_CONCURRENCY ? 0 : half;
}

/** What is wrong with `prerenderConcurrency` in an account of this limit, as a sentence with the remedy. */
export function prerenderShareProblem(wanted: number, limit: number): string | undefined {
  const share = prerenderShare(limit);
  if (wanted <= share) return undefined;
  const account = `The account lets ${limit} functions run at the same time in this Region`;
  const raise =
    limit < USUAL_LIMIT
      ? `, or ask AWS for ${USUAL_LIMIT.toLocaleString('en')} (Service Quotas, Lambda, "Concurrent executions")`
      : '';
  if (share === 0)
    return `${account}, too few to draw cards ahead next to the edge: set prerender to off${raise}. \`npm run cards -- prerender\` without --queue draws on your own machine instead.`;
  return `${account}, and drawing ahead takes at most half of them: prerenderConcurrency is ${wanted}; set it to a whole number from ${MIN_MAPPING_CONCURRENCY} to ${share}${raise}.`;
}
