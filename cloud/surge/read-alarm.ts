// The message that CloudWatch sends to a topic when the state of an alarm changes: "Using Amazon CloudWatch alarms" in its guide.

export interface AlarmMessage {
  readonly name: string;
  readonly state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  readonly reason: string;
  /** An ISO date. */
  readonly since: string;
}

/** Undefined for whatever else somebody has published. */
export function readAlarm(text: string): AlarmMessage | undefined {
  const { AlarmName, NewStateValue, NewStateReason, StateChangeTime } = readObject(text);
  const state = (['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const).find((one) => one === NewStateValue);
  if (state === undefined || typeof AlarmName !== 'string') return undefined;
  // CloudWatch's own has no colon in the zone, 2026-11-30T02:00:00.000+0000, which Date does not read everywhere.
  const changed = new Date(String(StateChangeTime).replace(/\+0000$/, 'Z'));
  const since = (Number.isNaN(changed.getTime()) ? new Date() : changed).toISOString();
  return { name: AlarmName, state, reason: typeof NewStateReason === 'string' ? NewStateReason : 'not said', since };
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
