// Whether an alarm reaches anybody: AWS sends nothing to an address whose owner has not clicked the link in its first mail.
// Confirmation has two days; then the subscription is removed, and CloudFormation does not notice
// (aws.amazon.com/about-aws/whats-new/2023/05/amazon-sns-automatic-deletion-unconfirmed-subscriptions).
import { ListSubscriptionsByTopicCommand, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { asked } from '../aws/aws.ts';
import { clientSettings } from '../aws/settings.ts';
import { type Check, fault, notChecked, ok } from './subject.ts';

/** In the place of a subscription's ARN, until it is confirmed (sns/latest/api/API_ListSubscriptionsByTopic.html). */
const PENDING = 'PendingConfirmation';

export const alarmMail: Check = async ({ deployment, isLocal }) => {
  if (isLocal) return [notChecked('the local stack has no alarms')];
  if (!deployment) return [notChecked('needs --stack, and credentials')];
  const topic = deployment.physicalIds['AlarmTopic'];
  if (!topic) return [notChecked('the stack sends no alarms: the parameter alarmEmail switches them on')];
  const client = new SNSClient(clientSettings(deployment.region));
  try {
    const call = client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
    return [judge((await asked('SNS, subscriptions of the alarms', call)).Subscriptions ?? [])];
  } finally {
    client.destroy();
  }
};

function judge(subscriptions: readonly Subscription[]) {
  const pending = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === PENDING);
  const [first] = pending;
  if (first)
    return fault(
      `${first.Endpoint} has not confirmed that it wants the alarms, and gets none`,
      'Click the link in the mail "AWS Notification - Subscription Confirmation", within two days after it came.',
    );
  if (subscriptions.length === 0)
    return fault(
      'nobody gets the alarms',
      'Subscribe an address to the topic AlarmTopicArn (docs/7-deploy.md, step 6): AWS removes one that was not confirmed within two days.',
    );
  return ok(`${subscriptions.map(({ Endpoint }) => Endpoint).join(', ')} gets the alarms`);
}
