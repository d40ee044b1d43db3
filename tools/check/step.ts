/** What a step of `npm run check` found. */
export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  /** A few words for the step's line. */
  readonly summary: string;
  /** What is wrong, and where: printed at the end. */
  readonly details?: string;
  /** One sentence: what to do. */
  readonly remedy?: string;
}
