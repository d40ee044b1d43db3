// How CloudFront came by its answer. One table, from which the reader of lines and the query on AWS are both made, so that they agree. Fields
// and values: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html.

export type How = 'cache' | 'shield' | 'refreshed' | 'origin' | 'error' | 'refused' | 'left';

/** Fields of the log by the names that rules use. */
export const FIELDS = {
  status: 'sc-status',
  result: 'x-edge-result-type',
  detail: 'x-edge-detailed-result-type',
} as const;

export interface Rule {
  readonly how: How;
  readonly field: keyof typeof FIELDS;
  readonly begins?: string;
  readonly is?: readonly string[];
}

/** The first that fits decides. */
export const RULES: readonly Rule[] = [
  // CloudFront's own errors may be answered with the fallback picture and 200; the result says what happened.
  { how: 'error', field: 'status', begins: '5' },
  { how: 'error', field: 'result', is: ['LambdaExecutionError', 'LambdaValidationError', 'LimitExceeded', 'CapacityExceeded'] },
  { how: 'error', field: 'detail', is: ['LambdaExecutionError', 'LambdaValidationError', 'LambdaLimitExceeded'] },
  { how: 'left', field: 'status', is: ['000', '0'] },
  { how: 'left', field: 'detail', is: ['ClientCommError', 'ClientHungUpRequest'] },
  { how: 'refused', field: 'status', begins: '4' },
  { how: 'refused', field: 'result', is: ['Redirect'] },
  { how: 'shield', field: 'detail', is: ['OriginShieldHit'] },
  { how: 'cache', field: 'result', is: ['Hit'] },
  { how: 'refreshed', field: 'result', is: ['RefreshHit'] },
  { how: 'origin', field: 'result', is: ['Miss'] },
];

/** Where no rule fits: CloudFront knows of an error that none of the others is. */
export const OTHERWISE: How = 'error';

export function howOf(line: Readonly<Record<keyof typeof FIELDS, string>>): How {
  const found = RULES.find(({ field, begins, is }) =>
    is === undefined ? line[field].startsWith(begins ?? '') : is.includes(line[field]),
  );
  return found?.how ?? OTHERWISE;
}
