// The HTTP API of photos, behind a Lambda function URL. Ports only: decoder and detector are in the wiring.
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { createDeadline } from '../../edge/core/deadline.ts';
import { errorFields } from '../../edge/core/error-fields.ts';
import type { Log } from '../../edge/core/ports.ts';
import type { PhotoApiParts } from './api/call.ts';
import { type Failure, failed, failureOf, type Reply } from './api/replies.ts';
import { type ApiRequest, readRequest } from './api/request.ts';
import { type Route, routeOf } from './api/routes.ts';

/** Clients wait no longer, and the function is given 30 seconds (infra/photo-api.yml). */
const MAX_CALL_MS = 25_000;
/** To answer, and to write the line. */
const AFTER_CALL_MS = 500;

export function createPhotoApi(parts: PhotoApiParts) {
  return async function photoApi(
    event: APIGatewayProxyEventV2,
    context?: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<APIGatewayProxyStructuredResultV2> {
    const startedMs = performance.now();
    const request = readRequest(event);
    const budgetMs = Math.min(MAX_CALL_MS, (context?.getRemainingTimeInMillis() ?? MAX_CALL_MS) - AFTER_CALL_MS);
    const { route, reply, failure } = await answer(request, budgetMs, parts);
    logCall(parts, { method: request.method, route, status: reply.statusCode, startedMs, failure });
    return request.method === 'HEAD' ? { ...reply, body: '' } : reply;
  };
}

interface Answered {
  readonly route?: string;
  readonly reply: Reply;
  readonly failure?: { readonly known: Failure; readonly error: unknown };
}

async function answer(request: ApiRequest, budgetMs: number, parts: PhotoApiParts): Promise<Answered> {
  let route: Route | undefined;
  try {
    route = routeOf(request.method, request.path);
    const reply = await route.answer({ ...parts, request, named: route.named, deadline: createDeadline(budgetMs) });
    return { route: route.name, reply };
  } catch (error) {
    const known = failureOf(error);
    return { ...(route ? { route: route.name } : {}), reply: failed(known), failure: { known, error } };
  }
}

interface FinishedCall {
  readonly route: string | undefined;
  readonly failure: Answered['failure'] | undefined;
  readonly method: string;
  readonly status: number;
  readonly startedMs: number;
}

/** Without path, query and body: these may name people, and an answer's addresses are secrets. */
function logCall({ log, stage }: { log: Log; stage: string }, { method, route, status, startedMs, failure }: FinishedCall): void {
  const ms = Math.round(performance.now() - startedMs);
  const why = failure?.known.isOurs ? errorFields(failure.error) : {};
  const code = failure ? { code: failure.known.code } : {};
  log('photo_api', { stage, function: 'photo-api', method: method.slice(0, 10), route, status, ms, ...why, ...code });
}
