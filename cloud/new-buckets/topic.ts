import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** Speaks to an SNS topic. */
export function createTopic(sns: SNSClient, topicArn: string) {
  if (!topicArn) throw new Error('REPORT_TOPIC_ARN must be the ARN of an SNS topic; it is empty.');
  return async (Subject: string, Message: string): Promise<void> => {
    await sns.send(new PublishCommand({ TopicArn: topicArn, Subject, Message }));
  };
}
