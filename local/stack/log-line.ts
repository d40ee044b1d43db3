/** One line of the log for people: the time, the event, its fields. */
export function logLine(event: string, fields: Readonly<Record<string, unknown>> = {}): string {
  const time = new Date().toISOString().slice(11, 23);
  const rest = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${time} ${event} ${rest.join(' ')}`;
}
