// What SNS answers to Publish, on this machine: the Query protocol as in "Publish" of Amazon's SNS API reference.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../local/http/listen.ts';

export interface SnsDouble {
  readonly endpoint: string;
  readonly published: readonly Readonly<Record<string, string>>[];
  /** Refuses from now on, as SNS does to a role without the permission. */
  refuse(): void;
  close(): Promise<void>;
}

export async function startSnsDouble(): Promise<SnsDouble> {
  const published: Record<string, string>[] = [];
  let refusing = false;
  const server = createServer(async (request, response) => {
    const call = Object.fromEntries(new URLSearchParams(await text(request)));
    response.setHeader('content-type', 'text/xml');
    if (refusing || call['Action'] !== 'Publish') {
      const error = '<Type>Sender</Type><Code>AuthorizationError</Code><Message>User is not authorized</Message>';
      response.writeHead(403).end(`<ErrorResponse><Error>${error}</Error><RequestId>1</RequestId></ErrorResponse>`);
      return;
    }
    published.push(call);
    response.end(
      '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PublishResponse>',
    );
  });
  const { origin, close } = await listen(server, 0);
  return {
    endpoint: origin,
    published,
    refuse() {
      refusing = true;
    },
    close,
  };
}
