import { ExpectedError } from '../../cli/terminal/errors.ts';

/** A problem that the person who deploys can solve. */
export class DeployError extends ExpectedError {
  override readonly name = 'DeployError';

  constructor(message: string, options?: ErrorOptions) {
    super('deploy_failed', message, options);
  }
}
