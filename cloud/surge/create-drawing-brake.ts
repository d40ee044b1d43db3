// Switches drawing off for addresses without a signature when CloudWatch says that there is a surge. A person switches it on again:
// `npm run cards -- drawing on`.
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { SNSEvent } from 'aws-lambda';
import { DRAWING_STATE_KEY, formatDrawingState } from '../../edge/core/drawing-state.ts';
import { readAlarm } from './read-alarm.ts';

export interface DrawingBrakeParts {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
}

/** Twice does no harm. What fails is thrown: Lambda calls again, twice. */
export function createDrawingBrake({ s3, bucket, log }: DrawingBrakeParts) {
  return async function drawingBrake({ Records }: SNSEvent): Promise<void> {
    for (const { Sns } of Records) {
      const alarm = readAlarm(Sns.Message);
      if (alarm?.state !== 'ALARM') {
        // That the surge is over is no reason to draw again: with drawing off it has to be over.
        log({ event: 'not_a_surge', subject: Sns.Subject });
        continue;
      }
      const { name, reason, since } = alarm;
      const Body = formatDrawingState({ unsigned: 'off', since, by: `the alarm ${name}`, why: reason });
      const headers = { ContentType: 'application/json', CacheControl: 'no-store' };
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: DRAWING_STATE_KEY, Body, ...headers }));
      log({ event: 'drawing_switched_off', alarm: name, since, reason });
    }
  };
}
