import { at, type Json, type JsonObject, listOf, resourcesOf, type StackTemplate } from '../stack-template.ts';

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

/** Functions that some distribution calls, as a version or, wrongly, as themselves; the others run in the Region. */
export function edgeFunctionsOf(template: StackTemplate): readonly (readonly [id: string, properties: JsonObject])[] {
  const associated = distributionsOf(template)
    .flatMap(({ defaultBehaviour }) => listOf(at(defaultBehaviour, 'LambdaFunctionAssociations')))
    .map((association) => String(at(association, 'LambdaFunctionARN', 'Ref')));
  const versioned = resourcesOf(template, 'AWS::Lambda::Version')
    .filter(([id]) => associated.includes(id))
    .map(([, properties]) => String(at(properties, 'FunctionName', 'Ref')));
  return resourcesOf(template, 'AWS::Lambda::Function').filter(([id]) => associated.includes(id) || versioned.includes(id));
}

/** The other kind is a function behind an address of its own. */
export function isBucket(origin: Json): boolean {
  return at(origin, 'CustomOriginConfig') === undefined;
}

/** The CloudFront Function on viewer-request of the default behaviour. */
export function calledFirst({ defaultBehaviour }: Distribution): string {
  const association = at(defaultBehaviour, 'FunctionAssociations', 0);
  return at(association, 'EventType') === 'viewer-request' ? String(at(association, 'FunctionARN', 'Fn::GetAtt', 0)) : '';
}
