/** The only folder that Lambda lets a function write to. */
export const LAMBDA_SCRATCH = '/tmp';
