import { at, type Json, listOf, resourcesOf, type StackTemplate } from '../stack-template.ts';

export interface Distribution {
  readonly id: string;
  readonly config: Json | undefined;
  readonly defaultBehaviour: Json | undefined;
  readonly origins: readonly Json[];
  /** Pictures come from the one with edge functions, card pages from the other. */
  readonly hasEdgeFunctions: boolean;
}

export function distributionsOf(template: StackTemplate): readonly Distribution[] {
  return resourcesOf(template, 'AWS::CloudFront::Distribution').map(([id, { DistributionConfig: config }]) => {
    const defaultBehaviour = at(config, 'DefaultCacheBehavior');
    const hasEdgeFunctions = listOf(at(defaultBehaviour, 'LambdaFunctionAssociations')).length > 0;
    return { id, config, defaultBehaviour, origins: listOf(at(config, 'Origins')), hasEdgeFunctions };
  });
}

export function pictureDistributionsOf(template: StackTemplate): readonly Distribution[] {
  return distributionsOf(template).filter(({ hasEdgeFunctions }) => hasEdgeFunctions);
}
