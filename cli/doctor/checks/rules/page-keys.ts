import { at, listOf, resourcesOf, type StackTemplate, textOf } from '../stack-template.ts';
import { pictureDistributionsOf } from './distributions.ts';
import { isSecretReference } from './secret-reference.ts';

const HEADER = 'x-card-page-keys';

/**
 * The functions sign with the keys of the header, the guard looks by its own. CloudFormation reads a secret again only for a resource
 * whose text changes, so both must name the same version of the same secret.
 */
export function pageKeyRules(template: StackTemplate): string[] {
  const headers = pictureDistributionsOf(template)
    .flatMap(({ origins }) => origins.flatMap((origin) => listOf(at(origin, 'OriginCustomHeaders'))))
    .filter((header) => textOf(at(header, 'HeaderName')) === HEADER)
    .map((header) => textOf(at(header, 'HeaderValue')));
  return resourcesOf(template, 'AWS::CloudFront::Function').flatMap(([id, properties]) => {
    const keys = listOf(at(properties, 'FunctionCode', 'Fn::Join', 1))
      .map(textOf)
      .filter(isSecretReference);
    const others = keys.filter((reference) => headers.some((header) => isSecretReference(header) && header !== reference));
    return others.map(() => `${id}: its page keys must be the same version of the same secret as those of ${HEADER}.`);
  });
}
