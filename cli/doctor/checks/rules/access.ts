import { DRAWING_STATE_KEY } from '../../../../edge/core/drawing-state.ts';
import { at, type Json, type JsonObject, listOf, resourcesOf, type StackTemplate, textOf } from '../stack-template.ts';
import { distributionsOf, edgeFunctionsOf, isBucket } from './distributions.ts';

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

export function bucketRules(template: StackTemplate): string[] {
  const own = resourcesOf(template, 'AWS::S3::Bucket').flatMap(([id, properties]) =>
    bucketProblems(properties, id, template).map((problem) => `${id}: ${problem}`),
  );
  return [...own, ...origins(template)];
}

/** What any bucket must have, whatever lies in it. */
export function bucketProblems(properties: JsonObject, id: string, template: StackTemplate): readonly string[] {
  const open = BLOCKS.filter((block) => at(properties, 'PublicAccessBlockConfiguration', block) !== true);
  const problems = open.map((block) => `${block} must be true.`);
  if (at(properties, 'OwnershipControls', 'Rules', 0, 'ObjectOwnership') !== 'BucketOwnerEnforced') {
    problems.push('ObjectOwnership must be BucketOwnerEnforced.');
  }
  if (at(properties, 'BucketEncryption') === undefined) problems.push('BucketEncryption must be set.');
  if (at(properties, 'WebsiteConfiguration') !== undefined) problems.push('a bucket is not a website here.');
  const refusesHttp = statements(template, id).some(
    (statement) =>
      at(statement, 'Effect') === 'Deny' && String(at(statement, 'Condition', 'Bool', 'aws:SecureTransport')) === 'false',
  );
  return refusesHttp ? problems : [...problems, 'its policy must refuse requests without TLS.'];
}

/** Of the photo bucket the photo site needs no more: masters and records are not for viewers. */
const SIZES = '/photos/*/*x*';

/** The distribution, and nobody else, may read objects, and list: else a missing key is 403 (S3 API, GetObject). */
function origins(template: StackTemplate): string[] {
  return distributionsOf(template).flatMap(({ id, origins }) =>
    origins.filter(isBucket).flatMap((origin) => {
      const bucket = String(at(origin, 'DomainName', 'Fn::GetAtt', 0));
      const allowed = statements(template, bucket).filter((statement) => at(statement, 'Effect') === 'Allow');
      const open = allowed
        .filter((statement) => !isForDistribution(statement, id))
        .map(() => `${bucket}: allows more than ${id}.`);
      const missing = [
        ['s3:GetObject', [`\${${bucket}.Arn}/*`, `\${${bucket}.Arn}${SIZES}`]],
        ['s3:ListBucket', [`\${${bucket}.Arn}`]],
      ].filter(
        ([action, resources = []]) =>
          !allowed.some((one) => textOf(at(one, 'Action')) === action && resources.includes(textOf(at(one, 'Resource')))),
      );
      return [...open, ...missing.map(([action]) => `${bucket}: ${id} needs ${action}.`)];
    }),
  );
}

function isForDistribution(statement: Json, distribution: string): boolean {
  const source = textOf(at(statement, 'Condition', 'StringEquals', 'AWS:SourceArn'));
  return (
    textOf(at(statement, 'Principal', 'Service')) === 'cloudfront.amazonaws.com' &&
    source.endsWith(`:distribution/\${${distribution}}`)
  );
}

function statements(template: StackTemplate, bucket: string): readonly Json[] {
  return resourcesOf(template, 'AWS::S3::BucketPolicy')
    .filter(([, properties]) => at(properties, 'Bucket', 'Ref') === bucket)
    .flatMap(([, properties]) => listOf(at(properties, 'PolicyDocument', 'Statement')));
}

/** The services that run an edge function (lambda-edge-permissions.html). */
const EDGE_SERVICES = ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'];
/** Edge functions create cards, read packs and photos, and write logs. */
const PERMITTED = /^(s3:PutObject|s3:GetObject|logs:(CreateLogGroup|CreateLogStream|PutLogEvents|TagResource))$/;
const READABLE = new RegExp(
  `\\.Arn\\}/(packs/\\*|${DRAWING_STATE_KEY.replace('.', '\\.')})$|^\\$\\{PhotoBucket\\.Arn\\}/photos/\\*$`,
);
/** What AWS knows no resource for (Service Authorization Reference): the picture comes with the call, and nothing is kept. */
const WITHOUT_RESOURCE = ['rekognition:DetectFaces', 'rekognition:DetectLabels'];
const PACK = `packs/${'a'.repeat(64)}`;

export function roleRules(template: StackTemplate): string[] {
  const edgeRoles = new Set(edgeFunctionsOf(template).map(([, { Role }]) => String(at(Role, 'Fn::GetAtt', 0))));
  return resourcesOf(template, 'AWS::IAM::Role').flatMap(([id, properties]) => {
    const allowed = listOf(at(properties, 'Policies'))
      .flatMap((policy) => listOf(at(policy, 'PolicyDocument', 'Statement')))
      .filter((statement) => at(statement, 'Effect') === 'Allow');
    const problems = allowed.flatMap((statement) => [
      ...breadth(statement),
      ...(edgeRoles.has(id) ? edgePermission(statement) : []),
    ]);
    if (listOf(at(properties, 'ManagedPolicyArns')).length > 0) problems.push('managed policies allow too much.');
    const trusted = listOf(at(properties, 'AssumeRolePolicyDocument', 'Statement')).flatMap((statement) =>
      listOf(at(statement, 'Principal', 'Service')),
    );
    const strangers = edgeRoles.has(id) ? EDGE_SERVICES.filter((service) => !trusted.includes(service)) : [];
    return [...problems, ...strangers.map((service) => `${service} must be trusted.`)].map((problem) => `${id}: ${problem}`);
  });
}

/** What no role may be given, for anyone who takes it. */
function breadth(statement: Json): string[] {
  const actions = listOf(at(statement, 'Action')).map(textOf);
  const resources = listOf(at(statement, 'Resource')).map(textOf);
  const wide = actions.filter((action) => action.includes('*')).map((action) => `${action} is more than the functions need.`);
  const isPlain = resources.join() === '*' && actions.every((action) => WITHOUT_RESOURCE.includes(action));
  const everything = !isPlain && (resources.includes('*') || resources.includes('') || resources.length === 0);
  return everything ? [...wide, `${actions} is allowed on everything.`] : wide;
}

function edgePermission(statement: Json): string[] {
  const actions = listOf(at(statement, 'Action')).map(textOf);
  const resources = listOf(at(statement, 'Resource')).map(textOf);
  const problems = actions
    .filter((action) => !PERMITTED.test(action) && !action.includes('*'))
    .map((action) => `${action} is more than the functions need.`);
  if (actions.includes('s3:GetObject') && !resources.every((resource) => READABLE.test(resource))) {
    problems.push(`s3:GetObject must reach packs/*, ${DRAWING_STATE_KEY} and photos only.`);
  }
  if (actions.includes('s3:PutObject') && resources.some((resource) => reaches(resource, PACK)))
    problems.push('s3:PutObject must not reach packs/*.');
  if (actions.includes('s3:PutObject') && at(statement, 'Condition', 'Null', 's3:if-none-match') !== 'false') {
    problems.push('s3:PutObject must want if-none-match.');
  }
  return problems;
}

/** Whether an ARN with IAM's wildcards covers a key. */
function reaches(arn: string, key: string): boolean {
  const pattern = arn.slice(arn.indexOf('/') + 1).replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(key);
}

export function secretRules(template: StackTemplate): string[] {
  return resourcesOf(template, 'AWS::SecretsManager::Secret').flatMap(([id, properties]) => {
    const problems: string[] = [];
    if ('SecretString' in properties) problems.push(`${id}: a secret is not written into a template.`);
    if (Number(at(properties, 'GenerateSecretString', 'PasswordLength') ?? 0) < 32)
      problems.push(`${id}: PasswordLength must be at least 32.`);
    // A comma separates keys, and a header takes no line break or quote.
    if (at(properties, 'GenerateSecretString', 'ExcludePunctuation') !== true)
      problems.push(`${id}: ExcludePunctuation must be true.`);
    return problems;
  });
}
