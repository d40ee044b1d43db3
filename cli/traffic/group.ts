// What is known of a request from its line in CloudFront's access log, and of many of them together: both ways to read a log, line by line here
// and by a query on AWS, end in groups of this form, and all figures are made of them.
import type { How } from './how.ts';

export interface Group {
  /** `<template>/<values>`, without a signature; empty for what is no card, and in answers of Athena for all but the first. */
  readonly card: string;
  /** A template of this build, NO_CARD or FILE. */
  readonly template: string;
  readonly network: string;
  readonly how: How;
  /** Of `x-card-status`; empty where the log does not say. Of an answer from a cache: what it was when it was made. */
  readonly status: string;
  readonly requests: number;
  /** Sent to viewers, headers included. */
  readonly bytes: number;
}

/** What was asked for is no address of a card of this build. */
export const NO_CARD = '(no card)';
/** An object that is no card: robots.txt, favicon.ico, the fallback picture of CloudFront's own errors. */
export const FILE = '(other file)';
