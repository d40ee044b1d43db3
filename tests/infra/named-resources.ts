// Whether the deploy role reaches what a template gives a name of its own, or CloudFormation one that begins with the stack's.
import { at, decideConditions, type JsonObject, type StackTemplate, textOf } from '../../cli/doctor/checks/stack-template.ts';
import { registryPermissions } from '../../tools/registry/handler-permissions.ts';
import { ACCOUNT, covers, POLICIES, statementsOf } from './deploy-role.ts';
import { NEVER_NEEDED } from './handler-exceptions.ts';

type Made = readonly [action: string, arn: string];

const regional = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const globally = (service: string, resource: string) => `arn:aws:${service}::${ACCOUNT}:${resource}`;
const named = (property: string) => (properties: JsonObject) => textOf(properties[property]);
const byStack = (_properties: JsonObject, id: string) => `edgecard-test-${id}-1ABCDEFGHIJ`;

/** What CloudFormation changes of a resource, for which it takes the right on the resource itself. */
const MADE: Readonly<Record<string, (properties: JsonObject, id: string) => Made>> = {
  'AWS::Athena::WorkGroup': (own) => ['athena:CreateWorkGroup', regional('athena', `workgroup/${named('Name')(own)}`)],
  'AWS::Budgets::Budget': (own) => [
    'budgets:ModifyBudget',
    globally('budgets', `budget/${textOf(at(own, 'Budget', 'BudgetName'))}`),
  ],
  'AWS::CloudFront::Function': (own) => ['cloudfront:UpdateFunction', globally('cloudfront', `function/${named('Name')(own)}`)],
  'AWS::CloudTrail::Trail': (own) => ['cloudtrail:CreateTrail', regional('cloudtrail', `trail/${named('TrailName')(own)}`)],
  'AWS::CloudWatch::Alarm': (own) => ['cloudwatch:PutMetricAlarm', regional('cloudwatch', `alarm:${named('AlarmName')(own)}`)],
  'AWS::CloudWatch::Dashboard': (own) => [
    'cloudwatch:PutDashboard',
    globally('cloudwatch', `dashboard/${named('DashboardName')(own)}`),
  ],
  'AWS::DynamoDB::Table': (own) => ['dynamodb:CreateTable', regional('dynamodb', `table/${named('TableName')(own)}`)],
  'AWS::Events::Rule': (own, id) => ['events:PutRule', regional('events', `rule/${byStack(own, id)}`)],
  'AWS::IAM::Role': (own, id) => ['iam:CreateRole', globally('iam', `role/${byStack(own, id)}`)],
  'AWS::Lambda::Function': (own) => ['lambda:CreateFunction', regional('lambda', `function:${named('FunctionName')(own)}`)],
  'AWS::Logs::LogGroup': (own) => ['logs:CreateLogGroup', regional('logs', `log-group:${named('LogGroupName')(own)}`)],
  'AWS::S3::Bucket': (own, id) => ['s3:CreateBucket', `arn:aws:s3:::${byStack(own, id).toLowerCase()}`],
  'AWS::SNS::Topic': (own) => ['sns:CreateTopic', regional('sns', named('TopicName')(own))],
  'AWS::SQS::Queue': (own) => ['sqs:CreateQueue', regional('sqs', named('QueueName')(own))],
  'AWS::WAFv2::WebACL': (own) => ['wafv2:CreateWebACL', regional('wafv2', `global/webacl/${named('Name')(own)}/1`)],
};

const { types } = registryPermissions();

/** What the type's handlers name of its own service, and our properties need: the tags of a dashboard are no matter of an alarm's. */
function ownActions(type: string, made: string): readonly string[] {
  const never = (NEVER_NEEDED[type] ?? []).flatMap(({ actions }) => actions).map((action) => action.toLowerCase());
  const service = made.slice(0, made.indexOf(':') + 1);
  return Object.values(types[type] ?? {})
    .flat()
    .map((action) => action.toLowerCase())
    .filter((action) => action.startsWith(service) && !never.includes(action));
}

/** `resource: action on arn` of each that the role may not make. */
export function outOfReach(template: StackTemplate): readonly string[] {
  const statements = POLICIES.filter((name) => name.startsWith('Stack')).flatMap(statementsOf);
  return Object.entries(decideConditions(template).Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const [made, arn = ''] = MADE[Type]?.(Properties, id) ?? [];
    if (made === undefined) return [];
    // The template is packaged for the stage test, and the role is that of prod.
    const ofProd = arn.replaceAll('edgecard-test', 'edgecard-prod').replaceAll('edgecard/test', 'edgecard/prod');
    const reaches = (action: string) =>
      statements.some((statement) => statement.Effect === 'Allow' && covers(statement, action, ofProd));
    return [...new Set([made, ...ownActions(Type, made)])]
      .filter((action) => !reaches(action))
      .map((action) => `${id}: ${action} on ${ofProd}`);
  });
}
