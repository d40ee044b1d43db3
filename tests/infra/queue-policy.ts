// Who may send to a queue that a rule of EventBridge fills.
import { expect } from '@jest/globals';
import { at, type Json, listOf } from '../../cli/doctor/checks/stack-template.ts';
import { decide, resolveReferences } from '../support/iam.ts';

export interface FilledQueue {
  /** Properties of the AWS::SQS::QueuePolicy. */
  readonly policy: Json | undefined;
  /** ARNs of the queue and of its rule. */
  readonly queue: string;
  readonly rule: string;
  /** What references in the policy stand for. */
  readonly names: Readonly<Record<string, string>>;
}

/** The rule alone may send, and only by TLS. */
export function expectOnlyItsRule({ policy, queue, rule, names }: FilledQueue): void {
  const statements = listOf(at(policy, 'PolicyDocument', 'Statement'));
  const asked = (Service: string, source: string, secure = 'true') =>
    decide(
      statements.map((statement) => resolveReferences(statement, names)),
      {
        principal: { Service },
        action: 'sqs:SendMessage',
        resource: queue,
        context: { 'aws:SourceArn': source, 'aws:SecureTransport': secure },
      },
    );
  expect(asked('events.amazonaws.com', rule)).toBe('allowed');
  expect(asked('events.amazonaws.com', `${rule}-2`)).toBe('not allowed');
  expect(asked('sns.amazonaws.com', rule)).toBe('not allowed');
  expect(asked('events.amazonaws.com', rule, 'false')).toBe('denied');
}
