import { resourcesOf, type StackTemplate } from '../stack-template.ts';
import { edgeFunctionsOf } from './distributions.ts';

/** Of osls: it holds zips, which are made again. */
const PASSING = ['ServerlessDeploymentBucket'];

/** The one that keeps a resource with what is in it, but not one that a failed deployment has just created: that would be in the way of the next. */
const KEPT = 'RetainExceptOnCreate';

/**
 * Buckets and keys outlive the stack. So do functions at the edge with their versions: they cannot be deleted while CloudFront has copies of
 * them, and the stack's deletion would fail.
 */
export function retentionRules(template: StackTemplate): string[] {
  const kept = new Set(outliving(template));
  return Object.entries(template.Resources).flatMap(([id, { DeletionPolicy: deleted, UpdateReplacePolicy: replaced }]) => {
    const problems: string[] = [];
    if (kept.has(id) && deleted !== KEPT)
      problems.push(`${id}: DeletionPolicy must be ${KEPT}; got ${deleted ?? 'none'}. ${consequence(deleted)}`);
    if (kept.has(id) && replaced !== 'Retain')
      problems.push(`${id}: UpdateReplacePolicy must be Retain; got ${replaced ?? 'none'}. ${consequence(replaced)}`);
    if (!kept.has(id) && deleted === 'Retain') problems.push(`${id}: DeletionPolicy may not be Retain. ${consequence(deleted)}`);
    return problems;
  });
}

function consequence(policy: string | undefined): string {
  if (policy === 'Retain') return `A first deployment that fails would leave it behind, and the next meet it: ${KEPT} does not.`;
  return 'It would go with the stack, or with a change that replaces it.';
}

function outliving(template: StackTemplate): readonly string[] {
  const stores = ['AWS::S3::Bucket', 'AWS::KMS::Key'].flatMap((type) => resourcesOf(template, type).map(([id]) => id));
  const functions = edgeFunctionsOf(template).map(([id]) => id);
  const versions = resourcesOf(template, 'AWS::Lambda::Version').map(([id]) => id);
  return [...stores.filter((id) => !PASSING.includes(id)), ...functions, ...versions];
}
