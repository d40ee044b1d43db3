/**
 * There is no build: for a mistake in one of the sources, which the message names as the builder does, or because its process was ended.
 * What the system refused is a system error of Node's instead, see machine-failure.ts.
 */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  readonly code = 'build_failed';
}
