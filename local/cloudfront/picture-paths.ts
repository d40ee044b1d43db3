// edge/picture-paths.js, the very file that CloudFront runs in front of the pictures' cache, with this build's templates in it.
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { picturePathsSource } from '../../card-site/bundle/picture-paths.ts';
import { type CloudFrontFunction, loadFunction } from './cloudfront-function.ts';

export function loadPicturePaths(designVersions: DesignVersions): CloudFrontFunction {
  return loadFunction(picturePathsSource(designVersions), 'picture-paths.js');
}
