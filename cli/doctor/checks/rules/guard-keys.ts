import { at, listOf, resourcesOf, type StackTemplate, textOf } from '../stack-template.ts';
import { calledFirst, distributionsOf, isBucket, pictureDistributionsOf } from './distributions.ts';
import { isSecretReference } from './secret-reference.ts';

/**
 * The functions sign with the keys of the headers, the guards look by their own. CloudFormation reads a secret again only for a resource
 * whose text changes, so both must name the same version of the same secret. Card pages are opened by page keys, photos, which have a
 * function for an origin, by the keys that sign addresses of cards.
 */
export function guardKeyRules(template: StackTemplate): string[] {
  const ofPhotos = distributionsOf(template)
    .filter(({ origins }) => !origins.every(isBucket))
    .map(calledFirst);
  return resourcesOf(template, 'AWS::CloudFront::Function').flatMap(([id, properties]) => {
    const kind = ofPhotos.includes(id) ? 'signing' : 'page';
    const headers = valuesOf(`x-card-${kind}-keys`, template);
    const keys = listOf(at(properties, 'FunctionCode', 'Fn::Join', 1))
      .map(textOf)
      .filter(isSecretReference);
    const others = keys.filter((reference) => headers.some((header) => isSecretReference(header) && header !== reference));
    return others.map(
      () => `${id}: its ${kind} keys must be the same version of the same secret as those of x-card-${kind}-keys.`,
    );
  });
}

function valuesOf(name: string, template: StackTemplate): readonly string[] {
  return pictureDistributionsOf(template)
    .flatMap(({ origins }) => origins.flatMap((origin) => listOf(at(origin, 'OriginCustomHeaders'))))
    .filter((header) => textOf(at(header, 'HeaderName')) === name)
    .map((header) => textOf(at(header, 'HeaderValue')));
}
