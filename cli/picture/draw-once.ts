// Draws one card on this machine, with a card site and a browser of its own.
import { S3Client } from '@aws-sdk/client-s3';
import { photosOf } from '../../card-schema/card-images.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { DEVELOPMENT_KEYS, parseConfig } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../edge/core/drawing-record.ts';
import type { Drawing } from '../../edge/core/ports.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { LOCAL_PHOTO_BUCKET, localConfigHeaders } from '../../local/stack/config.ts';
import { openLocalBrowser, photosOnS3 } from '../../local/stack/sandbox.ts';
import { openLocalStore } from '../../local/stack/store.ts';
import { clientSettings } from '../aws/settings.ts';
import { step } from '../terminal/steps.ts';
import { refuseUnusableData } from './data-folder.ts';

/** A person waits longer than a crawler does, and the first start unpacks the browser. */
export const MAX_DRAWING_MS = 25_000;

export interface DrawnOnce {
  readonly drawing: Drawing;
  readonly ms: number;
}

/** Where a card's photos are: in the local stack's store, or in a bucket on AWS. */
export type PhotoPlace = { readonly data: string } | { readonly photoBucket: string; readonly region: string };

export async function drawOnce(card: Card, hosts: readonly string[], place: PhotoPlace): Promise<DrawnOnce> {
  const built = await step('Building the card site', buildCardSite);
  const site = await startCardSite({ port: 0, directory: built.site, pageKeys: [DEVELOPMENT_KEYS.page] });
  const photos = photosOf(card).length === 0 ? undefined : await openPhotos(place);
  const images = photos ? { fetchPhotoFor: photosOnS3(photos.client) } : {};
  const browser = await openLocalBrowser((event, fields) => console.error(event, JSON.stringify(fields)), images);
  const record = createDrawingRecord();
  try {
    const config = parseConfig({ ...localConfigHeaders(site.origin, hosts), 'x-card-photo-bucket': photos?.bucket ?? '' });
    const deadline = createDeadline(MAX_DRAWING_MS);
    const designVersion = built.designVersions[card.template];
    const draw = () => browser.draw({ card, designVersion, config, deadline, record });
    const drawing = await step('Drawing the card', () => record.stage('total', draw));
    return { drawing, ms: record.stagesMs()['total'] ?? 0 };
  } finally {
    await browser.close();
    await photos?.close();
    await site.close();
  }
}

async function openPhotos(place: PhotoPlace) {
  if ('data' in place) {
    await refuseUnusableData(place.data);
    const { client, close } = await openLocalStore(place.data, 0);
    return { client, bucket: LOCAL_PHOTO_BUCKET, close };
  }
  const client = new S3Client(clientSettings(place.region));
  return { client, bucket: place.photoBucket, close: async () => client.destroy() };
}
