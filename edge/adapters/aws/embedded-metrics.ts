// CloudWatch reads metrics out of a log line: "Specification: Embedded metric format" in Amazon's CloudWatch guide. No call is
// made for them, and no permission is needed besides that to log.
import { DIMENSIONS, METRICS, type Metrics, NAMESPACE } from '../../core/metrics.ts';

/** The members that go into the root of a line, which must hold the dimensions too. */
export function embeddedMetrics(metrics: Metrics, nowMs: number): Readonly<Record<string, unknown>> {
  return embedded(metrics, METRICS, nowMs);
}

/** The same for metrics of another function. */
export function embedded<Name extends string>(
  metrics: Readonly<Partial<Record<Name, number>>>,
  all: Readonly<Record<Name, { readonly unit: string }>>,
  nowMs: number,
): Readonly<Record<string, unknown>> {
  const definitions = Object.entries<{ readonly unit: string }>(all)
    .filter(([name]) => Object.hasOwn(metrics, name))
    .map(([Name, { unit: Unit }]) => ({ Name, Unit }));
  const directive = { Namespace: NAMESPACE, Dimensions: [DIMENSIONS], Metrics: definitions };
  return { _aws: { Timestamp: nowMs, CloudWatchMetrics: [directive] }, ...metrics };
}
