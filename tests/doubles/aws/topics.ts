// SNS, as far as publishing goes.
import { awsError } from './aws-error.ts';
import { startAwsServer } from './aws-server.ts';

export interface Topics extends AsyncDisposable {
  readonly endpoint: string;
  readonly published: readonly Readonly<Record<string, string>>[];
  /** Refuses from now on, as SNS does to a role without the permission. */
  refuse(): void;
  close(): Promise<void>;
}

export async function openTopics(): Promise<Topics> {
  const published: Readonly<Record<string, string>>[] = [];
  let refusing = false;
  const { endpoint, close } = await startAwsServer({
    query: {
      Publish(form) {
        if (refusing) throw awsError('AuthorizationError', 'User is not authorized', 403);
        published.push(form);
        return { MessageId: '1' };
      },
    },
  });
  return {
    endpoint,
    published,
    refuse() {
      refusing = true;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
