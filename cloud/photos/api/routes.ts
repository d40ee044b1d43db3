// Which call a path and a method stand for.
import { ApiError } from './api-error.ts';
import type { Answer } from './call.ts';
import { detect } from './detect.ts';
import { editPhoto, listPhotos, showPhoto } from './photos.ts';
import { removeOnePhoto, showRemoval } from './removals.ts';
import { quoted } from './request.ts';
import { answerReview, listReviews } from './reviews.ts';
import { createUpload, showUpload } from './uploads.ts';

interface Path {
  /** As it is documented; the log has this and not the path. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly answers: Readonly<Record<string, Answer | undefined>>;
}

const PATHS: readonly Path[] = [
  { name: '/uploads', pattern: /^\/uploads$/, answers: { POST: createUpload } },
  { name: '/uploads/<upload>/review', pattern: /^\/uploads\/([^/]+)\/review$/, answers: { POST: answerReview } },
  // The key of what was put into the inbox without an upload id has slashes, which not every client encodes.
  { name: '/uploads/<upload>', pattern: /^\/uploads\/(.+)$/s, answers: { GET: showUpload } },
  { name: '/photos', pattern: /^\/photos$/, answers: { GET: listPhotos } },
  { name: '/photos/<id>', pattern: /^\/photos\/([^/]+)$/, answers: { GET: showPhoto, DELETE: removeOnePhoto } },
  { name: '/photos/<id>/edits', pattern: /^\/photos\/([^/]+)\/edits$/, answers: { POST: editPhoto } },
  { name: '/removals/<removal>', pattern: /^\/removals\/([^/]+)$/, answers: { GET: showRemoval } },
  { name: '/reviews', pattern: /^\/reviews$/, answers: { GET: listReviews } },
  { name: '/detect', pattern: /^\/detect$/, answers: { POST: detect } },
];

export interface Route {
  readonly name: string;
  readonly named: string;
  readonly answer: Answer;
}

/** Throws ApiError for what there is not. */
export function routeOf(method: string, path: string): Route {
  for (const { name, pattern, answers } of PATHS) {
    const match = pattern.exec(path);
    if (!match) continue;
    const answer = answers[method === 'HEAD' ? 'GET' : method];
    if (Object.hasOwn(answers, method === 'HEAD' ? 'GET' : method) && answer)
      return { name, named: decoded(match[1] ?? ''), answer };
    const methods = allowedMethods(answers).join(', ');
    throw new ApiError(405, 'method_not_allowed', `${quoted(method)} is not possible at ${name}.`, methods, { allow: methods });
  }
  const names = PATHS.map(({ name }) => name).join(', ');
  throw new ApiError(404, 'no_such_path', `There is nothing at ${quoted(path)}.`, names);
}

function allowedMethods(answers: Path['answers']): readonly string[] {
  return Object.keys(answers).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}

/** What is not percent-encoded as it should be names nothing that is there, as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
