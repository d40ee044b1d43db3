import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Message } from './message.ts';

/** Speaks to an SNS topic, in plain text. */
export function createPublisher(sns: SNSClient, topicArn: string) {
  if (!topicArn) throw new Error('REPORT_TOPIC_ARN must be the ARN of an SNS topic; it is empty.');
  return async ({ subject, text, attributes }: Message): Promise<void> => {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    await sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text, MessageAttributes }));
  };
}
