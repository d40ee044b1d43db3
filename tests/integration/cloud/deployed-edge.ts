// @examples article score
// The emulator, the card site and the prerender worker as they are with what is deployed: its headers, its guard, its environment. A card is
// drawn where its page opens: the drawing of these tests is a request for the page, which meets the guard as the browser's does.
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { formatCardPath, signCardPath } from '../../../card-schema/card-path.ts';
import { type Card, createCard } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { buildCardSite } from '../../../card-site/bundle/build-card-site.ts';
import type { BuiltCardSite } from '../../../card-site/bundle/built-files.ts';
import { createSecretReader, readConfigHeaders } from '../../../cloud/prerender/environment.ts';
import { prerenderCard } from '../../../cloud/prerender/prerender-card.ts';
import { createS3Store } from '../../../edge/adapters/aws/s3-store.ts';
import { parseConfig } from '../../../edge/core/config.ts';
import { pageUrl } from '../../../edge/core/page-url.ts';
import type { DrawCard } from '../../../edge/core/ports.ts';
import { createOriginRequest } from '../../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../../edge/create-origin-response.ts';
import { startCardSite } from '../../../local/card-site/server.ts';
import { loadFunction } from '../../../local/cloudfront/cloudfront-function.ts';
import { startCloudFront } from '../../../local/cloudfront/emulator.ts';
import { startS3Server } from '../../../local/s3/server.ts';
import type { DeployedHolders } from '../../doubles/aws/rotated-stack.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const BUCKET = 'pictures';
const REGION = 'us-east-1';
const credentials = { accessKeyId: 'DEPLOYED', secretAccessKey: 'deployed-secret' };
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff);

const drawAtCardSite: DrawCard = async ({ card, config, designVersion }) => {
  const answer = await fetch(pageUrl(card, config.site, config.pageKeys[0] ?? '', Date.now(), designVersion));
  if (answer.status !== 200) throw new CardError('site_refused', `The card site answers ${answer.status}.`);
  return { jpeg: JPEG, quality: 85, missingGlyphs: [], missingImages: [] };
};

export async function openDeployedEdge(secrets: SecretsManagerClient) {
  const stops = new AsyncDisposableStack();
  const built = await buildCardSite();
  const folder = stops.use(await temporaryFolder('deployed-edge'));
  const s3 = await startS3Server({ directory: folder.path, port: 0, ...credentials });
  stops.defer(() => s3.close());
  const client = new S3Client({ region: REGION, endpoint: s3.endpoint, forcePathStyle: true, credentials });
  stops.defer(async () => client.destroy());
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));

  return {
    /** The status of a new card of each kind: by the edge without and with a signature, and by the worker. */
    async statuses({ headers, guardCode, workerEnvironment }: DeployedHolders): Promise<Readonly<Record<string, string>>> {
      const site = await startCardSite({ port: 0, directory: built.site, pageKeys: [], guard: loadFunction(guardCode) });
      const placed = placedAt(site.origin);
      const cloudFront = await startEdge(placed(headers), { built, client, endpoint: s3.endpoint });
      try {
        const signingKey = headers['x-card-signing-keys']?.split(',')[0];
        const paths = {
          unsigned: formatCardPath({ card: unsignedCard() }),
          signed: await signCardPath(signedCard(), signingKey),
        };
        return {
          unsigned: await statusAt(cloudFront.url + paths.unsigned),
          signed: await statusAt(cloudFront.url + paths.signed),
          prerendered: await prerendered(unsignedCard(), placed(workerEnvironment)),
        };
      } finally {
        await cloudFront.close();
        await site.close();
      }
    },
    close: () => stops.disposeAsync(),
  };

  async function prerendered(card: Card, environment: Readonly<Record<string, string>>): Promise<string> {
    const config = parseConfig(await readConfigHeaders(environment, createSecretReader(secrets)));
    let status = 'failed';
    const parts = { config, designVersions: built.designVersions, draw: drawAtCardSite, store: createS3Store(client, BUCKET) };
    await prerenderCard({ card }, 1, {
      ...parts,
      hasPicture: async () => false,
      markFailed: async () => {},
      log: (event) => (status = event === 'card_drawn' ? 'drawn' : event),
    }).catch((error: unknown) => {
      if (!(error instanceof CardError)) throw error;
    });
    return status;
  }
}

/** What CloudFormation puts where the template refers to other resources. */
function placedAt(site: string) {
  const placed = (text: string) =>
    text
      .replace(/^https:\/\/\$\{CardSiteDistribution\.DomainName\}$/, site)
      .replace(/^\$\{PictureBucket\}$/, BUCKET)
      .replace(/^\$\{AWS::Region\}$/, REGION);
  return (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, placed(text)]));
}

interface EdgeParts {
  readonly built: BuiltCardSite;
  readonly client: S3Client;
  readonly endpoint: string;
}

function startEdge(customHeaders: Readonly<Record<string, string>>, { built, client, endpoint }: EdgeParts) {
  const parts = { designVersions: built.designVersions, log: () => {} };
  return startCloudFront({
    port: 0,
    handlers: {
      originRequest: createOriginRequest(parts),
      originResponse: createOriginResponse({
        ...parts,
        readDrawingState: async () => undefined,
        fallbackPicture: JPEG,
        draw: drawAtCardSite,
        storeFor: () => createS3Store(client, BUCKET),
      }),
    },
    origin: { endpoint, bucket: BUCKET, region: REGION, ...credentials, customHeaders },
  });
}

async function statusAt(url: string): Promise<string> {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.headers.get('x-card-status') ?? `${answer.status}`;
}

let cards = 0;
function newNumber(): number {
  cards += 1;
  return cards;
}
const unsignedCard = () => createCard('score', { home: newNumber(), away: 0, round: 1 });
const signedCard = () => createCard('article', { title: `Card ${newNumber()}`, author: 'A' });
