import type { CloudFrontResponseEvent, CloudFrontResultResponse } from 'aws-lambda';
import { applyReply, customHeadersOf, keyOf } from './adapters/aws/cloudfront.ts';
import { defaultCardKey, readKey } from './core/asked-key.ts';
import { settingOf } from './core/config.ts';
import { createDrawingRecord, type DrawingRecord, formatServerTiming } from './core/drawing-record.ts';
import { errorFields } from './core/error-fields.ts';
import { metricsOf } from './core/metrics.ts';
import { etagOf, type FallbackPicture, type Outcome, replyTo } from './core/reply.ts';
import { keyFields, missingFields, type RequestLine, type SandboxUsage } from './core/request-line.ts';
import { createOutcomeResolver, type OutcomeParts } from './resolve-outcome.ts';

export interface OriginResponseParts extends OutcomeParts {
  /** JPEG bytes for the times when nothing can be drawn. */
  readonly fallbackPicture: Uint8Array;
  /** For the log. @default nothing is logged of the sandbox */
  readonly readUsage?: () => SandboxUsage;
  /** Hash of the files that run, for server-timing and the log. @default none: they have not been packaged */
  readonly bundle?: string;
}

/** Passes on what S3 found; draws the card that S3 does not have, keeps it if it is complete, and answers with it. */
export function createOriginResponse(parts: OriginResponseParts) {
  const { designVersions, fallbackPicture, readUsage = () => ({}), bundle = 'not-packaged', log } = parts;
  const resolveOutcome = createOutcomeResolver(parts);
  const fallback: FallbackPicture = {
    jpeg: fallbackPicture,
    get etag() {
      return etagOf(fallbackPicture);
    },
  };
  const defaultKey = defaultCardKey(designVersions);
  let cold = true;

  return async function originResponse(event: CloudFrontResponseEvent): Promise<CloudFrontResultResponse> {
    // biome-ignore lint/style/noNonNullAssertion: Lambda@Edge always sends exactly one record
    const { config, request, response } = event.Records[0]!.cf;
    const { method } = request;
    const key = readKey(keyOf(request));
    const asked = { key, isDefault: key.key === defaultKey, isHead: method === 'HEAD' };
    // Before anything is awaited: the next request of the sandbox is not the first, and the origin's own response gets edited.
    const before = { cold, originStatus: Number(response.status) };
    cold = false;
    const record = createDrawingRecord();
    const startMs = Date.now();
    const outcome = await record.stage('total', () => resolveOutcome(request, response, { key, record, startMs }));
    const reply = replyTo(outcome, asked, fallback);
    const headers = customHeadersOf(request);
    const running = { commit: settingOf('commit', headers), bundle };
    const answered = applyReply({ response, method }, reply, formatServerTiming(record, running));
    const line: RequestLine = {
      stage: settingOf('stage', headers),
      function: 'origin-response',
      requestId: config.requestId,
      method,
      outcome: outcome.outcome,
      ...before,
      ...(outcome.outcome === 'static_object' ? {} : keyFields(key, designVersions)),
      ...(reply.status === undefined ? {} : { status: reply.status }),
      httpStatus: Number(answered.status),
      ...fieldsOf(outcome, record),
      ms: record.stagesMs(),
      ...running,
      ...readUsage(),
    };
    log('request', line, metricsOf(line, record));
    return answered;
  };
}

/** What the log has of a drawing, whether it gave a picture or not. */
function fieldsOf(outcome: Outcome, record: DrawingRecord): Partial<RequestLine> {
  if (outcome.outcome !== 'card_drawn' && outcome.outcome !== 'card_failed') return {};
  const counts = {
    browserStarts: record.times('browser start'),
    tries: record.times('attempt'),
    packMisses: record.times('pack miss'),
  };
  if (outcome.outcome === 'card_failed') {
    const { code, reason } = errorFields(outcome.error);
    return { code, reason, ...counts };
  }
  const { jpeg, quality, stored } = outcome.made;
  return { ...counts, bytes: jpeg.length, quality, stored: stored !== undefined, ...missingFields(outcome.made) };
}
