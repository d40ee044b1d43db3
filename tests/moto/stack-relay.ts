// moto's CloudFormation for our templates: on the way, each is changed as adapted-template.ts says.
import { CloudFormationClient, DescribeStackResourcesCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { adaptTemplate } from './adapted-template.ts';
import { clientOptions, type MotoCall, openRelay, type Relay, SIGNED_FOR_S3 } from './relay.ts';

/** Operations that moto does not have. */
const ANSWERS: Readonly<Record<string, string>> = {
  'cloudformation:UpdateTerminationProtection':
    '<UpdateTerminationProtectionResponse><UpdateTerminationProtectionResult><StackId>s</StackId></UpdateTerminationProtectionResult></UpdateTerminationProtectionResponse>',
  'lambda:GetAccountSettings': JSON.stringify({
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 },
  }),
};

const VALIDATION = 'Action=ValidateTemplate&Version=2010-05-15';
const NOTHING_TO_SAY = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });

/** `values`: adaptTemplate. */
export async function openStackRelay(values: Readonly<Record<string, string>>): Promise<Relay> {
  let leftOut: readonly string[] = [];

  async function rewrite({ operation }: MotoCall, body: string): Promise<string> {
    // It takes every warning of cfn-lint for an error, so it gets what there is nothing to say of; tests/judges asks cfn-lint itself.
    if (operation === 'cloudformation:ValidateTemplate')
      return `${VALIDATION}&TemplateBody=${encodeURIComponent(NOTHING_TO_SAY)}`;
    if (!/^cloudformation:(Create|Update)Stack$/.test(operation)) return body;
    const form = new URLSearchParams(body);
    const url = form.get('TemplateURL');
    const adapted = adaptTemplate(url === null ? (form.get('TemplateBody') ?? '') : await read(url), values);
    leftOut = adapted.leftOut;
    form.delete('TemplateURL');
    form.set('TemplateBody', adapted.template);
    return form.toString();
  }

  /** From moto itself, wherever AWS would have it. */
  async function read(url: string): Promise<string> {
    const answer = await fetch(new URL(new URL(url).pathname, process.env['EDGECARD_MOTO']), {
      headers: { 'x-moto-account-id': relay.account, authorization: SIGNED_FOR_S3 },
    });
    if (!answer.ok) throw new Error(`moto answers ${answer.status} for ${url}.`);
    return answer.text();
  }

  /** What the account's stacks are made of now. */
  async function seen() {
    const client = new CloudFormationClient(clientOptions(relay));
    try {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand());
      const made = await Promise.all(Stacks.map(({ StackName = '' }) => resourcesOf(client, StackName)));
      return { made: made.flat(), leftOut };
    } finally {
      client.destroy();
    }
  }

  const answers = ({ operation }: MotoCall) => ANSWERS[operation];
  const relay = await openRelay({ rewrite, answers, seen });
  return relay;
}

async function resourcesOf(client: CloudFormationClient, StackName: string): Promise<readonly string[]> {
  const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName }));
  return StackResources.flatMap(({ ResourceType = [] }) => ResourceType);
}
