import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SNSEvent } from 'aws-lambda';
import { createDrawingBrake } from '../../cloud/surge/create-drawing-brake.ts';
import { readAlarm } from '../../cloud/surge/read-alarm.ts';
import { DRAWING_STATE_KEY, formatDrawingState, parseDrawingState } from '../../edge/core/drawing-state.ts';
import { type LocalStore, openLocalStore, removePicture } from '../../local/stack/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const alarm = JSON.parse(await readFile(join(import.meta.dirname, 'events/draw-brake-alarm.json'), 'utf8')) as SNSEvent; // as SNS sends it
const sent = alarm.Records[0]?.Sns.Message ?? '';
const withMessage = (Message: string): SNSEvent =>
  ({ Records: alarm.Records.map((record) => ({ ...record, Sns: { ...record.Sns, Message } })) }) as SNSEvent;
const changed = (more: object) => withMessage(JSON.stringify({ ...JSON.parse(sent), ...more }));

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: LocalStore;
beforeAll(async () => {
  folder = await temporaryFolder('brake');
  store = await openLocalStore(folder.path, 0);
});
afterAll(async () => {
  await store.close();
  await folder.remove();
});
beforeEach(() => removePicture(store, DRAWING_STATE_KEY));

const lines: Readonly<Record<string, unknown>>[] = [];
const brake = (event: SNSEvent, bucket = store.bucket) =>
  createDrawingBrake({ s3: store.client, bucket, log: (line) => lines.push(line) })(event);
async function put(Body: string): Promise<void> {
  await store.client.send(new PutObjectCommand({ Bucket: store.bucket, Key: DRAWING_STATE_KEY, Body }));
}
async function stateThere(): Promise<unknown> {
  const get = new GetObjectCommand({ Bucket: store.bucket, Key: DRAWING_STATE_KEY });
  const { Body } = await store.client.send(get).catch(() => ({ Body: undefined }));
  return Body && parseDrawingState(await Body.transformToString());
}

describe('The brake', () => {
  test('switches drawing off when the alarm rings, and says who, when and why', async () => {
    await brake(alarm);
    expect(await stateThere()).toEqual({
      unsigned: 'off',
      since: '2026-11-30T02:01:12.345Z',
      by: 'the alarm edgecard-prod-draw-brake',
      why: 'Threshold Crossed: 1 datapoint [1500.0 (30/11/26 02:00:00)] was greater than the threshold (1000.0).',
    });
    expect(lines.at(-1)).toMatchObject({ event: 'drawing_switched_off', alarm: 'edgecard-prod-draw-brake' });
    await brake(alarm);
    expect(await stateThere()).toMatchObject({ unsigned: 'off' });
  });

  test.each<[string, SNSEvent]>([
    ['the alarm is over', changed({ NewStateValue: 'OK' })],
    ['the alarm has no data', changed({ NewStateValue: 'INSUFFICIENT_DATA' })],
    ['somebody publishes a text', withMessage('switch it off')],
    ['somebody publishes JSON', withMessage('"ALARM"')],
    ['it comes without a name', changed({ AlarmName: undefined })],
  ])('touches nothing where %s', async (_, event) => {
    await brake(event);
    expect(await stateThere()).toBeUndefined();
    expect(lines.at(-1)).toMatchObject({ event: 'not_a_surge' });
  });

  test.each([
    ['on', '2026-11-30T03:00:00.000Z', 'on'],
    ['on', '2026-11-30T01:00:00.000Z', 'off'],
    ['on', undefined, 'off'],
    ['off', '2026-11-30T03:00:00.000Z', 'off'],
  ] as const)(
    'leaves what a person has switched since the alarm began: %s at %s stays or becomes %s',
    async (unsigned, since, after) => {
      const state = { unsigned, by: 'ada', ...(since ? { since } : {}) };
      await put(formatDrawingState(state));
      await brake(alarm); // SNS once more, or Lambda hours later
      expect(await stateThere()).toMatchObject({
        unsigned: after,
        by: after === unsigned ? 'ada' : 'the alarm edgecard-prod-draw-brake',
      });
    },
  );

  test('works where the state that is there cannot be read', async () => {
    await put('not JSON');
    await brake(alarm);
    expect(await stateThere()).toMatchObject({ unsigned: 'off' });
  });

  test('fails where S3 refuses, so that Lambda calls again and counts the error', async () => {
    await expect(brake(alarm, 'another-bucket')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

test('an alarm whose time cannot be read is of now', () => {
  const since = readAlarm(JSON.stringify({ AlarmName: 'a', NewStateValue: 'ALARM', StateChangeTime: 'soon' }))?.since ?? '';
  expect(Math.abs(Date.parse(since) - Date.now())).toBeLessThan(60_000);
});
