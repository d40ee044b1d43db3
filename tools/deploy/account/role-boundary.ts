// Whether the account has the boundary of the stage's roles, which infra/deploy-role.json makes and exports. Looked up and not written down:
// who deploys by hand makes then the same roles as CI, whose role may give rights to no other.
import { type CloudFormationClient, ListExportsCommand } from '@aws-sdk/client-cloudformation';

export async function findRoleBoundary(client: CloudFormationClient, stackName: string): Promise<boolean> {
  const wanted = `${stackName}-role-boundary`;
  let next: string | undefined;
  do {
    const { Exports = [], NextToken } = await client.send(new ListExportsCommand({ NextToken: next }));
    if (Exports.some(({ Name }) => Name === wanted)) return true;
    next = NextToken;
  } while (next !== undefined);
  return false;
}
