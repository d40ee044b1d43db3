// The calls on a setting of a bucket.
import { settingOf } from './bucket-settings.ts';
import type { Actions } from './call.ts';

export const SETTING_ACTIONS: Actions = {
  async PUT({ objects, settings, bucket, query, upload, response }) {
    await objects.requireBucket(bucket);
    await settings.write(bucket, settingOf(query) ?? '', upload.body);
    response.end();
  },
  async GET({ objects, settings, bucket, query, response }) {
    await objects.requireBucket(bucket);
    response.setHeader('content-type', 'application/xml').end(await settings.read(bucket, settingOf(query) ?? ''));
  },
};
