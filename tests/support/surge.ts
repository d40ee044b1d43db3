// A surge of drawings against the real functions in the emulator, with what CloudWatch does of it: it counts the metric of their log
// lines minute by minute, and rings an alarm, whose message the real brake function gets. By a clock that the test moves.
import { readFile } from 'node:fs/promises';
import type { SNSEvent } from 'aws-lambda';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { createDrawingBrake } from '../../cloud/surge/create-drawing-brake.ts';
import { createS3Store } from '../../edge/adapters/aws/s3-store.ts';
import { createTextReader } from '../../edge/adapters/aws/s3-text.ts';
import { createLog } from '../../edge/adapters/log.ts';
import { DRAWING_STATE_KEY } from '../../edge/core/drawing-state.ts';
import type { DrawCard } from '../../edge/core/ports.ts';
import { createOriginRequest } from '../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { loadPicturePaths } from '../../local/cloudfront/picture-paths.ts';
import { createSandboxes } from '../../local/stack/sandboxes.ts';
import { projectPath } from '../../project-path.ts';
import { CONFIG_HEADERS } from './events.ts';
import { BUCKET, openCloudFront } from './local-cloudfront.ts';

/** CloudWatch takes metrics out of a log, and looks at its alarms, within so many seconds of a minute's end. */
const CLOUDWATCH_SECONDS = 40;

export interface SurgeOptions {
  readonly draw: DrawCard;
  readonly designVersions: DesignVersions;
  /** drawBrake: cards in a minute. */
  readonly threshold: number;
  readonly sandboxes: number;
  /** Origin custom headers besides those of tests. */
  readonly config?: Readonly<Record<string, string>>;
}

interface LoggedLine {
  readonly _aws?: { readonly Timestamp: number };
  readonly outcome?: string;
  readonly template?: string;
  readonly UnsignedDrawings?: number;
  readonly FallbackPictures?: number;
  readonly DrawingsRefused?: number;
}

export async function openSurge({ draw, designVersions, threshold, sandboxes, config = {} }: SurgeOptions) {
  const { 'x-card-bucket': _, ...headers } = CONFIG_HEADERS;
  const cf = await openCloudFront({ customHeaders: { ...headers, ...config } });
  // At the beginning of a minute: the surge then has the longest time.
  cf.state.now = Math.ceil(cf.state.now / 60_000) * 60_000;
  const now = () => cf.state.now;
  const lines: LoggedLine[] = [];
  const log = createLog((line) => lines.push(JSON.parse(line) as LoggedLine), now);
  const parts = {
    designVersions,
    fallbackPicture: await readFile(projectPath('edge/fallback.jpg')),
    draw,
    storeFor: () => createS3Store(cf.client, BUCKET),
    readDrawingState: (_config: unknown, signal: AbortSignal) => createTextReader(cf.client, BUCKET)(DRAWING_STATE_KEY, signal),
    now,
    log,
  };
  cf.state.viewerRequest = loadPicturePaths(designVersions);
  cf.state.originRequest = createOriginRequest({ designVersions, log });
  cf.state.originResponse = createSandboxes(Array.from({ length: sandboxes }, () => createOriginResponse(parts)));
  const cloudWatch = createCloudWatch(lines, { now, threshold });
  const brake = createDrawingBrake({ s3: cf.client, bucket: BUCKET, log: () => {} });

  return {
    cf,
    lines,
    /** The next second: the alarm may ring in it. */
    async passSecond(): Promise<void> {
      cf.state.now += 1000;
      const message = cloudWatch();
      if (message) await brake(message);
    },
  };
}

/** Sum of UnsignedDrawings over 60 s, one datapoint, GreaterThanThreshold, as infra/drawing-brake.yml says. Rings when the state changes. */
function createCloudWatch(lines: readonly LoggedLine[], { now, threshold }: { now: () => number; threshold: number }) {
  let looked = Math.floor(now() / 60_000);
  let state = 'OK';
  return (): SNSEvent | undefined => {
    const minute = Math.floor((now() / 1000 - CLOUDWATCH_SECONDS) / 60) - 1; // the last one that is over and known
    if (minute < looked) return undefined;
    looked = minute + 1;
    const of = lines.filter((line) => Math.floor((line._aws?.Timestamp ?? 0) / 60_000) === minute);
    const sum = of.reduce((total, { UnsignedDrawings = 0 }) => total + UnsignedDrawings, 0);
    const next = sum > threshold ? 'ALARM' : 'OK';
    if (next === state) return undefined;
    state = next;
    const change = { AlarmName: 'edgecard-test-draw-brake', NewStateValue: state, NewStateReason: `${sum} in a minute` };
    const Message = JSON.stringify({ ...change, StateChangeTime: new Date(now()).toISOString() });
    return { Records: [{ Sns: { Message } }] } as unknown as SNSEvent; // all of it that the function reads
  };
}
