// Switches drawing off for addresses without a signature when CloudWatch says that there is a surge. A person switches it on again:
// `npm run cards -- drawing on`.
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { SNSEvent } from 'aws-lambda';
import { DRAWING_STATE_KEY, type DrawingState, formatDrawingState, parseDrawingState } from '../../edge/core/drawing-state.ts';
import { readAlarm } from './read-alarm.ts';

export interface DrawingBrakeParts {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
}

/**
 * Twice does no harm: SNS may deliver a message again, and what fails is thrown, so that Lambda calls again. While the account has no run
 * free it does so for up to 6 hours; so what a person has switched since the alarm began stays.
 */
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
      if (isLater(await stateThere({ s3, bucket, log }), since)) {
        log({ event: 'switched_since', alarm: name, since });
        continue;
      }
      const Body = formatDrawingState({ unsigned: 'off', since, by: `the alarm ${name}`, why: reason });
      const headers = { ContentType: 'application/json', CacheControl: 'no-store' };
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: DRAWING_STATE_KEY, Body, ...headers }));
      log({ event: 'drawing_switched_off', alarm: name, since, reason });
    }
  };
}

function isLater({ since }: Partial<DrawingState>, alarm: string): boolean {
  return since !== undefined && Date.parse(since) > Date.parse(alarm);
}

/** One that cannot be read must not keep the brake from working. */
async function stateThere({ s3, bucket, log }: DrawingBrakeParts): Promise<Partial<DrawingState>> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: DRAWING_STATE_KEY }));
    return parseDrawingState((await Body?.transformToString()) ?? '');
  } catch (error) {
    log({ event: 'drawing_state_unread', error: error instanceof Error ? error.name : String(error) });
    return {};
  }
}
