/** The sources cannot be built: a mistake in one of them, which the message names as the builder does. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  readonly code = 'build_failed';
}
