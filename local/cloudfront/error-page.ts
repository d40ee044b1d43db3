// What the distribution sends in the place of CloudFront's own errors, and what its response headers policy takes away: the parts of
// infra/pictures.yml that the emulator imitates. tests/infra/configuration.test.ts compares them.
// Sources, in Amazon's CloudFront guide: "Configure error response behavior", "How CloudFront processes HTTP 4xx and 5xx status codes".
import { readFileSync } from 'node:fs';
import type { CloudFrontHeaders } from 'aws-lambda';
import { FALLBACK_PATH } from '../../edge/core/answers.ts';
import { projectPath } from '../../project-path.ts';
import type { Answer } from './answer.ts';
import { header, type ViewerRequest } from './events.ts';

export interface ErrorPage {
  /** It has a cache behaviour of its own, in which no function runs. */
  readonly path: string;
  /** By the response headers policy of that behaviour. */
  readonly addedHeaders: Readonly<Record<string, string>>;
}

/** The errors that CloudFront makes an answer of, its own and the origin's alike. */
const ERRORS_WITH_PAGE: ReadonlySet<number> = new Set([500, 502, 503, 504]);

export const FALLBACK_PAGE: ErrorPage = {
  path: FALLBACK_PATH,
  addedHeaders: { 'x-card-status': 'fallback', 'cross-origin-resource-policy': 'cross-origin' },
};

/** What came of a question to the origin. */
export interface Outcome {
  readonly answer: Answer;
  /** S3 itself failed, and neither function made something better of it. */
  readonly originFailed: boolean;
  /** To be kept so long at least. @default 0 */
  readonly leastSeconds?: number;
}

type Ask = (viewer: ViewerRequest, stale: Answer | undefined) => Promise<Outcome>;

export interface PageForErrors {
  readonly page: ErrorPage | undefined;
  readonly errorMinSeconds: number;
  /** Through the cache. */
  readonly serve: (viewer: ViewerRequest) => Promise<{ readonly answer: Answer }>;
}

/**
 * Asks, and takes the page in the place of an error, which is then kept for its own time even where the page would not be. A page that
 * cannot be had is an error of its own, with its own status.
 */
export function askingWithPage(ask: Ask, { page, errorMinSeconds, serve }: PageForErrors): Ask {
  if (!page) return ask;
  return async (viewer, stale) => {
    const outcome = await ask(viewer, stale);
    const isServedStale = outcome.originFailed && stale !== undefined;
    if (viewer.path === page.path || isServedStale || !ERRORS_WITH_PAGE.has(outcome.answer.status)) return outcome;
    const { answer } = await serve({ ...viewer, path: page.path });
    return { answer, originFailed: false, leastSeconds: errorMinSeconds };
  };
}

/** ErrorCachingMinTTL of the deployment; CloudFront's own default is 10. */
export const ERROR_MIN_SECONDS = 2;

interface RemovedHeaders {
  readonly Items: readonly { readonly Header: string }[];
}

/** The headers that the policies of both distributions remove. */
export function readRemovedHeaders(): readonly string[] {
  const { Items } = JSON.parse(readFileSync(projectPath('infra/removed-headers.json'), 'utf8')) as RemovedHeaders;
  return Items.map(({ Header }) => Header);
}

export function withoutHeaders(answer: Answer, removed: readonly string[]): Answer {
  const kept = Object.entries(answer.headers).filter(([name]) => !removed.includes(name));
  return { ...answer, headers: Object.fromEntries(kept) };
}

export function withHeaders(answer: Answer, added: Readonly<Record<string, string>>): Answer {
  const more: CloudFrontHeaders[] = Object.entries(added).map(([name, value]) => header(name, value));
  return { ...answer, headers: Object.assign({}, answer.headers, ...more) };
}
