// Whether CloudWatch finds metrics in a log line: the rules of "Specification: Embedded metric format" in Amazon's CloudWatch
// guide, with the limits of MetricDatum and Dimension that it refers to.
import { z } from 'zod';

const UNITS = [
  'Bytes',
  'Kilobytes',
  'Megabytes',
  'Gigabytes',
  'Terabytes',
  'Bits',
  'Kilobits',
  'Megabits',
  'Gigabits',
  'Terabits',
];
const MORE_UNITS = ['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'None'];
const PER_SECOND = [...UNITS, 'Count'].map((unit) => `${unit}/Second`);

const DAY_MS = 86_400_000;
/** As PutMetricData: two weeks back, two hours ahead. */
const PAST_MS = 14 * DAY_MS;
const FUTURE_MS = DAY_MS / 12;
/** The least that any page of the guide gives as the limit of a log event. */
const MAX_LINE_BYTES = 256 * 1024;

const Definition = z.strictObject({
  Name: z.string().min(1).max(255),
  Unit: z.enum([...UNITS, ...MORE_UNITS, ...PER_SECOND]).optional(),
  StorageResolution: z.union([z.literal(1), z.literal(60)]).optional(),
});
const Directive = z.strictObject({
  // No colon in front, and AWS/ is Amazon's own.
  Namespace: z.string().regex(/^(?!AWS\/)[0-9A-Za-z.\-_/#][0-9A-Za-z.\-_/#: ]{0,254}$/),
  Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)).min(1),
  Metrics: z.array(Definition).min(1).max(100),
});
const Root = z.looseObject({
  _aws: z.strictObject({ Timestamp: z.int(), CloudWatchMetrics: z.array(Directive).min(1) }),
});

/** MetricDatum takes numbers of this size, and neither NaN nor an infinity, which JSON cannot write. */
const Value = z
  .number()
  .min(-(2 ** 360))
  .max(2 ** 360);
const MetricTarget = z.union([Value, z.array(Value).min(1).max(100)]);
/** ASCII without control characters, and not only blanks. */
const DimensionTarget = z.string().regex(/^(?=.*[!-~])[ -~]{1,1024}$/);

/** What is wrong with a line of the log, nothing for a good one. */
export function embeddedMetricProblems(line: string, nowMs: number): readonly string[] {
  if (Buffer.byteLength(line) > MAX_LINE_BYTES) return ['the line is too long'];
  const parsed = Root.safeParse(jsonOf(line));
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const { _aws, ...targets } = parsed.data;
  const { Timestamp, CloudWatchMetrics } = _aws;
  const inTime = Timestamp >= nowMs - PAST_MS && Timestamp <= nowMs + FUTURE_MS;
  return [
    ...(inTime ? [] : ['the time stamp is too old or in the future']),
    ...CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => [
      ...Dimensions.flat().flatMap((name) => targetProblems(`dimension ${name}`, DimensionTarget, targets, name)),
      ...Metrics.flatMap(({ Name }) => targetProblems(`metric ${Name}`, MetricTarget, targets, Name)),
      ...Dimensions.flatMap((set) => (new Set(set).size === set.length ? [] : ['a dimension stands twice in a set'])),
    ]),
  ];
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return 'no JSON';
  }
}

/** Targets are members of the root, never of what is in it. */
function targetProblems(what: string, schema: z.ZodType, targets: object, name: string): readonly string[] {
  if (!Object.hasOwn(targets, name)) return [`${what} is not in the root`];
  return schema.safeParse(targets[name as keyof typeof targets]).success ? [] : [`${what} has a wrong value`];
}
