// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
// What the boundary of infra/deploy-role.json leaves of the roles of a template.
import {
  at,
  decideConditions,
  type Json,
  listOf,
  resourcesOf,
  type StackTemplate,
  textOf,
} from '../../cli/doctor/checks/stack-template.ts';
import { decide } from '../support/iam.ts';
import { ACCOUNT, statementsOf } from './deploy-role.ts';

/** Physical names as CloudFormation makes them, or as infra/ gives them, for the stage prod. */
const ARN_OF_TYPE: Readonly<Record<string, (id: string) => string>> = {
  'AWS::S3::Bucket': (id) => `arn:aws:s3:::edgecard-prod-${id.toLowerCase()}-1`,
  'AWS::SNS::Topic': (id) => `arn:aws:sns:us-east-1:${ACCOUNT}:edgecard-prod-${id}`,
  'AWS::SQS::Queue': (id) => `arn:aws:sqs:us-east-1:${ACCOUNT}:edgecard-prod-${id}`,
  'AWS::DynamoDB::Table': (id) => `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/edgecard-prod-${id}`,
  'AWS::Logs::LogGroup': () => `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/edgecard/prod:*`,
  'AWS::SecretsManager::Secret': (id) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:edgecard/prod/${id}-AbCdEf`,
};

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': 'us-east-1',
};

/** Roles without a boundary of the stage, which the switch is to give them. */
export function unbound(template: StackTemplate): readonly string[] {
  const boundary = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/edgecard-test-boundary' };
  const wanted = JSON.stringify({ 'Fn::If': ['HasRoleBoundary', boundary, { Ref: 'AWS::NoValue' }] });
  return resourcesOf(template, 'AWS::IAM::Role')
    .filter(([, { PermissionsBoundary }]) => JSON.stringify(PermissionsBoundary) !== wanted)
    .map(([id]) => `${id}: PermissionsBoundary must be \${self:custom.roleBoundary}.`);
}

/** `role: action on resource` for each right of the template's roles that the boundary takes away. */
export function takenAway(template: StackTemplate): readonly string[] {
  const decided = decideConditions(template);
  const boundary = statementsOf('RoleBoundary') as unknown as Json[];
  return resourcesOf(decided, 'AWS::IAM::Role').flatMap(([id, { Policies }]) =>
    listOf(Policies)
      .flatMap((policy) => listOf(at(policy, 'PolicyDocument', 'Statement')))
      .flatMap((statement) => pairsOf(statement, decided))
      .filter(([action, resource]) => {
        const context = { 'aws:ResourceAccount': ACCOUNT };
        return decide(boundary, { action, resource, context }) !== 'allowed';
      })
      .map(([action, resource]) => `${id}: ${action} on ${resource}`),
  );
}

function pairsOf(statement: Json, template: StackTemplate): readonly (readonly [action: string, resource: string])[] {
  const resources = listOf(at(statement, 'Resource')).map((resource) => arnOf(textOf(resource), template));
  return listOf(at(statement, 'Action')).flatMap((action) => resources.map((resource) => [String(action), resource] as const));
}

function arnOf(text: string, template: StackTemplate): string {
  const arn = text.replace(/\$\{([^}]+)\}/g, (_, reference: string) => {
    const [id = ''] = reference.split('.');
    return PSEUDO[reference] ?? ARN_OF_TYPE[template.Resources[id]?.Type ?? '']?.(id) ?? id;
  });
  // The template is packaged for the stage test.
  return arn.replaceAll('edgecard/test', 'edgecard/prod').replaceAll('edgecard-test', 'edgecard-prod');
}
