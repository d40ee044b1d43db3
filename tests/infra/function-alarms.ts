// Which functions may fail without anybody knowing.
import { at, type Json, listOf, resourcesOf, type StackTemplate, textOf } from '../../cli/doctor/checks/stack-template.ts';

/** Logical ids of the functions on whose errors, as Lambda counts them, no alarm rings that people are written of. */
export function functionsWithoutAlarm(template: StackTemplate): readonly string[] {
  const watched = resourcesOf(template, 'AWS::CloudWatch::Alarm')
    .filter(([, alarm]) => listOf(alarm['AlarmActions']).some((action) => at(action, 'Ref') === 'AlarmTopic'))
    .flatMap(([, alarm]) => metricsOf(alarm))
    .filter((metric) => at(metric, 'Namespace') === 'AWS/Lambda' && at(metric, 'MetricName') === 'Errors')
    .flatMap((metric) => listOf(at(metric, 'Dimensions')).map((dimension) => functionIn(at(dimension, 'Value'))));
  return resourcesOf(template, 'AWS::Lambda::Function').flatMap(([id]) => (watched.includes(id) ? [] : [id]));
}

/** Of one metric, or of an expression. */
function metricsOf(alarm: Json): readonly Json[] {
  const queried = listOf(at(alarm, 'Metrics')).flatMap((query) => at(query, 'MetricStat', 'Metric') ?? []);
  return [alarm, ...queried];
}

/** The copies of an edge function have the home Region in front of its name. */
function functionIn(name: Json | undefined): string | undefined {
  return /^(?:us-east-1\.)?\$\{(\w+)\}$/.exec(textOf(name))?.[1];
}
